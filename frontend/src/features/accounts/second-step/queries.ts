import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const TOTP = ['totp'] as const

export const totpOptions = queryOptions({
  queryKey: TOTP,
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/auth/totp', { signal })),
})
