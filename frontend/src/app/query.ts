import { QueryClient } from '@tanstack/vue-query'
import { ApiError } from '@/api/problem'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'offlineFirst',
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.isPassing,
      refetchOnWindowFocus: false,
    },
  },
})
