import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const recommendationsOptions = (employee_id: string, round_id: string) =>
  queryOptions({
    queryKey: ['recommendations', { employee_id, round_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/recommendations', { params: { query: { employee_id, round_id } }, signal })),
  })
