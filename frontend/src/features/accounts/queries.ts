import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const sessionsOptions = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/auth/sessions', { signal })),
})

export const offersOptions = queryOptions({
  queryKey: ['passphrase-offers'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/auth/passphrase-offers', { signal })),
  staleTime: Infinity,
})
