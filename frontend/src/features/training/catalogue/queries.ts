import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations } from '@/api/schema'

type Asked<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>
const FOUND_AT_ONCE = 8

export const coursesOptions = (query: Asked<'list_courses'>) =>
  queryOptions({
    queryKey: ['courses', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/courses', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const competenciesOptions = queryOptions({
  queryKey: ['competencies'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/competencies', { signal })),
  staleTime: Infinity,
})

/** The first few people or activities that a search finds. */
export const peopleFoundOptions = (search: string) => {
  const query = { active: true, page: 1, size: FOUND_AT_ONCE, search }
  return queryOptions({
    queryKey: ['employees', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/employees', { params: { query }, signal })),
    enabled: search !== '',
  })
}
export const coursesFoundOptions = (search: string) => ({
  ...coursesOptions({ page: 1, size: FOUND_AT_ONCE, search }),
  enabled: search !== '',
})

/** What is recorded already of one person; asked for when he is chosen. */
export const completedOptions = (employee_id: string | undefined) => {
  const query = { page: 1, size: 10, ...(employee_id && { employee_id }) }
  return queryOptions({
    queryKey: ['completed-courses', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/completed-courses', { params: { query }, signal })),
    enabled: employee_id !== undefined,
  })
}
