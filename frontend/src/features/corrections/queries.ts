import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { CorrectionRead } from '@/api/schema'

export const CORRECTIONS = ['result-corrections'] as const
/** What an act on a correction changes elsewhere: the result, the counts on the first screen. */
export const TOUCHED = [CORRECTIONS, ['results'], ['my-overview']] as const

export interface CorrectionListing {
  page: number
  size: number
  status?: CorrectionRead['status']
  waiting_for_me?: boolean
}

export const correctionsOptions = (query: CorrectionListing) =>
  queryOptions({
    queryKey: [...CORRECTIONS, query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/result-corrections', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** Always as it is now: a correction is made of the version on the screen. */
export const resultOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}', { params: { path: { result_id } }, signal })),
    staleTime: 0,
  })
