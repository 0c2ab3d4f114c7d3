import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const officeOptions = queryOptions({
  queryKey: ['office'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/office', { signal })),
})

export const backupOptions = queryOptions({
  queryKey: ['backup-status'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/backups/status', { signal })),
})

export const accountsOptions = queryOptions({
  queryKey: ['accounts', 'contact'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/api/v1/accounts', { params: { query: { page: 1, size: 200 } }, signal })),
})
