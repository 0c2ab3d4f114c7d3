import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, download, unwrap } from '@/api/client'
import type { Found } from '@/ui/found'

/** Whatever shows paper forms is read again after any step. */
export const PAPER = ['paper-forms'] as const

export const paperFormsOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['paper-forms', round_id],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/paper-forms', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })

export interface RaterListing {
  page: number
  size: number
  search?: string
}

export const paperRatersOptions = (round_id: string, query: RaterListing) =>
  queryOptions({
    queryKey: ['paper-forms', round_id, 'raters', query],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/paper-forms/raters', {
          params: { path: { round_id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

export const myPaperRoundsOptions = queryOptions({
  queryKey: ['paper-forms', 'mine'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/api/v1/me/paper-rounds', { params: { query: { page: 1, size: 50 } }, signal })),
})

const FEW = { page: 1, size: 8 }

/** Raters of the round who have tasks left. */
export const raterSearch =
  (round_id: string) =>
  async (search: string): Promise<Found[]> => {
    const params = { path: { round_id }, query: { ...FEW, search } }
    const page = await unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}/progress/raters', { params }))
    return page.items.map(({ employee_id, name, unit_name }) => ({
      value: employee_id,
      label: name,
      text: unit_name,
    }))
  }

/** Accounts that can sign in. */
export async function accountSearch(search: string): Promise<Found[]> {
  const params = { query: { ...FEW, search, status: 'active' as const } }
  const page = await unwrap(client.GET('/api/v1/accounts', { params }))
  return page.items.map(({ id, name, email, login_name }) => ({
    value: id,
    label: name,
    text: email ?? login_name ?? '',
  }))
}

export function printPacket(round_id: string, rater_id: string): Promise<void> {
  const params = { path: { round_id, rater_id } }
  return download(
    client.POST('/api/v1/evaluation-rounds/{round_id}/paper-forms/raters/{rater_id}/packet', {
      params,
      parseAs: 'blob',
    }),
  )
}
