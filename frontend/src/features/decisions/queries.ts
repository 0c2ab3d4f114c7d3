import { keepPreviousData, queryOptions, type QueryKey } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations } from '@/api/schema'

type Asked<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>
export type ResultQuery = Asked<'list_results'>

/** What shows results, read anew after one was decided or shared; the counts of tasks and rounds follow. */
export const AFTER_DECISION: readonly QueryKey[] = [
  ['results'],
  ['rounds'],
  ['round-sums'],
  ['work-results'],
  ['my-overview'],
]

export const resultsOptions = (query: ResultQuery) =>
  queryOptions({
    queryKey: ['results', 'list', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/results', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** Always as it is now: a decision is made from the version on the screen. */
export const resultOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}', { params: { path: { result_id } }, signal })),
    staleTime: 0,
  })

export const roundsOptions = (query: Asked<'list_rounds'>) =>
  queryOptions({
    queryKey: ['rounds', 'list', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/evaluation-rounds', { params: { query }, signal })),
  })

export const roundOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })

/** How many results of a round are undecided, decided, shared. */
export const sumsOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['round-sums', round_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/dashboard/rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })

export const teamProgressOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'progress'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/progress', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })

export const distributionOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'distribution'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/distribution', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })

export const missingWorkOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['work-results', round_id, 'missing'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/work-results', {
          params: { path: { round_id }, query: { missing: true, size: 1 } },
          signal,
        }),
      ),
  })

export const dialoguesOptions = (query: Asked<'list_my_dialogues'>) =>
  queryOptions({
    queryKey: ['dialogues', 'list', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/dialogues', { params: { query }, signal })),
  })

export const unitChoicesOptions = queryOptions({
  queryKey: ['org-units', 'choices'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/api/v1/org-units', { params: { query: { page: 1, size: 200 } }, signal })),
  staleTime: Infinity,
})
