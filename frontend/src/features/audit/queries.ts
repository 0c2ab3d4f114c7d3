import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, download, unwrap } from '@/api/client'
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

export interface Paging {
  page: number
  size: number
}

export const checkpointsOptions = (query: Paging) =>
  queryOptions({
    queryKey: ['audit-checkpoints', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/audit-checkpoints', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const breakingsOptions = (query: Paging) =>
  queryOptions({
    queryKey: ['seal-breakings', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/seal-breakings', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** Whose forms could be opened; asked for when a round is chosen. */
export const participantsOptions = (round_id: string | null) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'participants', 'choices'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/participants', {
          params: { path: { round_id: round_id ?? '' }, query: { page: 1, size: 200 } },
          signal,
        }),
      ),
    enabled: round_id !== null,
  })

export function downloadCheckpoint(size: number): Promise<void> {
  return download(
    client.GET('/api/v1/audit-checkpoints/{size}/note', { params: { path: { size } }, parseAs: 'blob' }),
  )
}

export function downloadExport(round_id: string | null): Promise<void> {
  const query = round_id ? { round_id } : {}
  return download(client.GET('/api/v1/audit-export', { params: { query }, parseAs: 'blob' }))
}

export function downloadBundle(breaking_id: string): Promise<void> {
  return download(
    client.GET('/api/v1/seal-breakings/{breaking_id}/bundle', {
      params: { path: { breaking_id } },
      parseAs: 'blob',
    }),
  )
}
