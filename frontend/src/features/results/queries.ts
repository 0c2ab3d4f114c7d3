import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const myResultsOptions = (page: number) =>
  queryOptions({
    queryKey: ['results', 'mine', { page }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/me/results', { params: { query: page > 1 ? { page } : {} }, signal })),
  })

export const resultOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}', { params: { path: { result_id } }, signal })),
  })

export const explanationOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }, 'explanation'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/results/{result_id}/explanation', { params: { path: { result_id } }, signal }),
      ),
  })

export const trendOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }, 'trend'],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}/trend', { params: { path: { result_id } }, signal })),
  })

export const annualOptions = (employee_id: string, year: number) =>
  queryOptions({
    queryKey: ['results', { employee_id, year }, 'annual'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/employees/{employee_id}/annual-result', {
          params: { path: { employee_id }, query: { year } },
          signal,
        }),
      ),
  })
