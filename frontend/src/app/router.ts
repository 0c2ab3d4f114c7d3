import { createRouter, createWebHistory } from 'vue-router'
import { ApiError } from '@/api/problem'
import { meOptions } from '@/api/session'
import { setZone } from '@/i18n/dates'
import { textsReady } from '@/i18n'
import { queries } from './query'
import { routes } from './routes'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
})

/** Who may see a page is asked while its code is on the way; the API decides again with every request. */
router.beforeEach(async (to) => {
  if (to.meta.access === 'anyone') return true
  try {
    const me = await queries.ensureQueryData(meOptions)
    if (me.office) setZone(me.office.zone)
    // before the first task, once per role; whoever follows a link to another page gets there
    if (to.name === 'tasks' && me.introductions_due.length > 0) return { name: 'introduction' }
    // who rates nobody, an auditor or an administrator, begins with the work of his role
    if (to.name === 'tasks' && me.second_step_due && !me.employee) return { name: 'one-time-codes' }
    if (to.name === 'tasks' && !me.permissions.includes('assignments:rate')) return startOf(me.permissions)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return signInFirst(to.fullPath)
    return true // the page itself says that the line is down
  }
})
router.beforeResolve(textsReady)

function startOf(permissions: readonly string[]) {
  if (permissions.includes('audit:read')) return { name: 'audit' }
  return { name: permissions.includes('accounts:read') ? 'accounts' : 'more' }
}

export function signInFirst(path: string) {
  return { name: 'sign-in', query: path === '/tugas' || path === '/' ? {} : { kembali: path } }
}
