import { keepPreviousData, queryOptions, type QueryKey } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations } from '@/api/schema'

type WorkQuery = NonNullable<operations['list_work_results']['parameters']['query']>

/** A work result changes the proposal that rests on it. */
export const AFTER_ENTRY: readonly QueryKey[] = [['work-results'], ['results'], ['my-overview']]

export const workResultsOptions = (round_id: string, query: WorkQuery) =>
  queryOptions({
    queryKey: ['work-results', round_id, query],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/work-results', {
          params: { path: { round_id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

export const roundOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })
