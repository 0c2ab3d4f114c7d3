import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Report = components['schemas']['CommentReportRead']
export type Pressure = components['schemas']['PressureRead']

export const deskOptions = queryOptions({
  queryKey: ['pressure'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/pressure-reports', { signal })),
})

export const reportsOptions = (query: { page: number; size: number; open?: boolean }) =>
  queryOptions({
    queryKey: ['comment-reports', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/comment-reports', { params: { query }, signal })),
  })
