import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { Family, Outcome } from '@/api/schema'

export interface EntryListing {
  page: number
  size: number
  family?: Family
  action?: string
  object_type?: string
  object_id?: string
  actor_ref?: string
  outcome?: Outcome
  since?: string
  until?: string
}

/** Reading the log is itself an entry: it is read again only when somebody asks. */
export const entriesOptions = (query: EntryListing) =>
  queryOptions({
    queryKey: ['audit-entries', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/audit-entries', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const actionsOptions = queryOptions({
  queryKey: ['audit-actions'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/audit-entries/actions', { signal })),
  staleTime: Infinity,
})

export interface DepartureListing {
  page: number
  size: number
  departs: true
  round_id?: string
}

export const departuresOptions = (query: DepartureListing) =>
  queryOptions({
    queryKey: ['results', 'departures', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/results', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** One result with its decision; asked for when somebody opens it. */
export const resultOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', result_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}', { params: { path: { result_id } }, signal })),
  })

export const roundsOptions = queryOptions({
  queryKey: ['rounds', 'choices'],
  queryFn: ({ signal }) =>
    unwrap(
      client.GET('/api/v1/evaluation-rounds', {
        params: { query: { page: 1, size: 100, sort: '-period_end' } },
        signal,
      }),
    ),
})
