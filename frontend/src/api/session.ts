import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, unwrap } from './client'
import type { MeRead, Role } from './schema'

export const ME = ['me'] as const

export const meOptions = queryOptions({
  queryKey: ME,
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me', { signal })),
  staleTime: 60_000,
})

/** Who is signed in and what he may do; buttons on one object come from its `actions` instead. */
export function useSession() {
  const { data: me } = useQuery(meOptions)
  return {
    me: computed<MeRead | null>(() => me.value ?? null),
    can: (permission: string) => me.value?.permissions.includes(permission) ?? false,
    hasRole: (role: Role) => me.value?.roles.some((held) => held.role === role) ?? false,
  }
}
