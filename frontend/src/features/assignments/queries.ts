import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations } from '@/api/schema'

type TaskQuery = NonNullable<operations['list_my_assignments']['parameters']['query']>

export const TASKS = ['tasks'] as const
export const OVERVIEW = ['my-overview'] as const

export const overviewOptions = queryOptions({
  queryKey: OVERVIEW,
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/overview', { signal })),
  staleTime: 0,
})

export function tasksOptions(query: TaskQuery) {
  return queryOptions({
    queryKey: [...TASKS, query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/assignments', { params: { query }, signal })),
    staleTime: 0,
  })
}

export function taskKey(id: string) {
  return ['task', id] as const
}

/** A form is never shown from memory: another device may have gone on with it. */
export function taskOptions(id: string) {
  return queryOptions({
    queryKey: taskKey(id),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/assignments/{assignment_id}', {
          params: { path: { assignment_id: id } },
          signal,
        }),
      ),
    staleTime: 0,
    gcTime: 0,
  })
}

/** Reading it is an act that counts: asked for once, on purpose, and not kept. */
export function selfFormOptions(id: string) {
  return queryOptions({
    queryKey: ['self-form', id],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/assignments/{assignment_id}/self-evaluation', {
          params: { path: { assignment_id: id } },
          signal,
        }),
      ),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })
}
