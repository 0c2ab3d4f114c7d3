import { useQueryClient } from '@tanstack/vue-query'
import { useRoute, useRouter } from 'vue-router'

/** After signing in: nothing of whoever was here before, then on to where the person wanted to go. */
export function useEntering() {
  const queries = useQueryClient()
  const route = useRoute()
  const router = useRouter()
  return async () => {
    queries.clear()
    const wanted = route.query.kembali
    // only paths of this dashboard: an address of somewhere else is no way back
    const isOurs = typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted)
    await router.replace(isOurs ? wanted : '/tugas')
  }
}
