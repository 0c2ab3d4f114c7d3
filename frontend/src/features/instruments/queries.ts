import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const instrumentsOptions = queryOptions({
  queryKey: ['instruments'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/instruments', { signal })),
})

export const versionOptions = (version_id: string) =>
  queryOptions({
    queryKey: ['instrument-version', version_id],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/instrument-versions/{version_id}', { params: { path: { version_id } }, signal }),
      ),
  })

export const competenciesOptions = queryOptions({
  queryKey: ['competencies'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/competencies', { signal })),
  staleTime: Infinity,
})

/** What shows versions, read anew after one was made, changed or moved on. */
export const AFTER_VERSION_CHANGE = [['instruments'], ['instrument-version']] as const
