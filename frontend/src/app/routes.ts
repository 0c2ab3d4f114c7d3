import type { RouteRecordRaw } from 'vue-router'
import listed from './routes.json'

/** One line of `routes.json`, the list of every address; the server reads it too, to preload what a page needs first. */
interface ListedRoute {
  path: string
  name: string
  module: string
  /** `anyone` needs no session, a permission's name needs that permission, nothing needs to be signed in */
  access?: string
  /** API addresses the page asks for first */
  fetch?: string[]
  budget?: string
  /** the page has a bar of its own at the bottom of a phone */
  focused?: boolean
}

const pages = import.meta.glob(['../features/*/pages/*.vue', './{shell,pages}/*Page.vue'])

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/tugas' },
  ...(listed as ListedRoute[]).map(({ path, name, module, access, focused }): RouteRecordRaw => {
    const page = pages[module.replace('src/features/', '../features/').replace('src/app/', './')]
    if (!page) throw new Error(`routes.json names a page that is not there: ${module}`)
    return {
      path,
      name,
      component: page,
      props: true,
      meta: { access: access ?? null, focused: focused ?? false },
    }
  }),
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./shell/NotFoundPage.vue'),
    meta: { access: null, focused: false },
  },
]

declare module 'vue-router' {
  interface RouteMeta {
    access: string | null
    focused: boolean
  }
}
