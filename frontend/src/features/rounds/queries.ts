import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import { pollWhile } from '@/api/polling'
import type { ParticipantStatus, RoundKind, RoundStatus } from '@/api/schema'
import type { Found } from '@/ui/found'

/** What is read again after whatever is done to a round. */
export const ROUNDS = ['rounds'] as const

interface Listing {
  page: number
  size: number
}

export interface RoundListing extends Listing {
  status?: RoundStatus
  kind?: RoundKind
  year?: number
  search?: string
  sort: string
}

export const roundsOptions = (query: RoundListing) =>
  queryOptions({
    queryKey: ['rounds', 'list', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/evaluation-rounds', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const roundOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })

export interface ParticipantListing extends Listing {
  status?: ParticipantStatus
  unit_id?: string
  search?: string
  sort: string
}

export const participantsOptions = (round_id: string, query: ParticipantListing) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'participants', query],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/participants', {
          params: { path: { round_id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

/** The plan drawn last; absent (404) before the first. */
export const planOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'plan'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/assignments/proposal', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })

export const launchCheckOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'launch-check'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/launch-check', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })

export const progressOptions = (round_id: string) =>
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

export interface RaterListing extends Listing {
  unit_id?: string
  search?: string
  sort: string
}

export const ratersOptions = (round_id: string, query: RaterListing) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'raters', query],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/progress/raters', {
          params: { path: { round_id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

/** The newest runs; asked for again while one is at work. */
export const runsOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'runs'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/calculation-runs', {
          params: { path: { round_id }, query: { page: 1, size: 20 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => pollWhile(isAtWork(state.data?.items[0])),
  })

export function isAtWork(run: { status: string } | undefined): boolean {
  return run?.status === 'queued' || run?.status === 'running'
}

export const holidaysOptions = (query: Listing & { year: number }) =>
  queryOptions({
    queryKey: ['holidays', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/holidays', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const conflictsOptions = (query: Listing) =>
  queryOptions({
    queryKey: ['rater-conflicts', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/rater-conflicts', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** Active people whose name or NIP fits what was typed. */
export async function peopleFound(search: string): Promise<Found[]> {
  const query = { page: 1, size: 8, search, active: true }
  const page = await unwrap(client.GET('/api/v1/employees', { params: { query } }))
  return page.items.map(({ id, name, position, unit }) => ({
    value: id,
    label: name,
    text: [position?.title, unit?.name].filter(Boolean).join(', '),
  }))
}

export const unitsOptions = queryOptions({
  queryKey: ['org-units', 'choice'],
  queryFn: ({ signal }) =>
    unwrap(
      client.GET('/api/v1/org-units', { params: { query: { page: 1, size: 200, active: true } }, signal }),
    ),
  staleTime: 300_000,
})

export const instrumentsOptions = queryOptions({
  queryKey: ['instruments'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/instruments', { signal })),
})
