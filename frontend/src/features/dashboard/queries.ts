import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

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

export const overviewOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'dashboard'],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/dashboard/rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })

export const needsOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'needs'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/dashboard/rounds/{round_id}/needs', { params: { path: { round_id } }, signal }),
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

/** The names of the values that were rated: code → name, from the instruments of the round. */
export const valueNamesOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id, 'value-names'],
    queryFn: async ({ signal }) => {
      const round = await unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}', { params: { path: { round_id } }, signal }),
      )
      const versions = [...new Set(round.instruments.map((used) => used.version_id))]
      const read = await Promise.all(versions.map((version_id) => valuesOf(version_id, signal)))
      return Object.fromEntries(read.flat().map(({ code, name }) => [code, name])) as Record<string, string>
    },
    staleTime: Infinity,
  })

async function valuesOf(version_id: string, signal: AbortSignal) {
  const params = { path: { version_id } }
  return (await unwrap(client.GET('/api/v1/instrument-versions/{version_id}', { params, signal }))).values
}
