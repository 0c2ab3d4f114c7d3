import { useQueryClient } from '@tanstack/vue-query'
import { useRoute, useRouter } from 'vue-router'
import { ApiError } from '@/api/problem'
import { meOptions } from '@/api/session'

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
    const me = await queries.fetchQuery(meOptions).catch(() => null)
    await router.replace(me?.second_step_due ? '/profil/kode' : isOurs ? wanted : '/tugas')
  }
}

/** Where one-time codes are on, the right passphrase or card leads to the second step instead. */
export function useSecondStep() {
  const route = useRoute()
  const router = useRouter()
  return async (signIn: Promise<unknown>) => {
    try {
      await signIn
      return true
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'second_step_required') throw error
      await router.push({ name: 'second-step', query: route.query })
      return false
    }
  }
}
