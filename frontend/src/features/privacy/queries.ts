import { queryOptions } from '@tanstack/vue-query'
import { client, download, unwrap } from '@/api/client'
import type { RequestState } from '@/api/schema'

export const REQUESTS = ['correction-requests'] as const

export const registerOptions = queryOptions({
  queryKey: ['my-data'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/data', { signal })),
})

export const readersOptions = queryOptions({
  queryKey: ['result-readers'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/result-readers', { signal })),
})

export const myRequestsOptions = (query: { page: number; size: number }) =>
  queryOptions({
    queryKey: [...REQUESTS, 'mine', query],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/me/correction-requests', { params: { query }, signal })),
  })

export const requestsOptions = (query: { page: number; size: number; state?: RequestState }) =>
  queryOptions({
    queryKey: [...REQUESTS, query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/correction-requests', { params: { query }, signal })),
  })

export const downloadMyData = () => download(client.GET('/api/v1/me/data-export', { parseAs: 'blob' }))
