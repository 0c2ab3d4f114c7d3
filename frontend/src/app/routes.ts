import type { RouteRecordRaw } from 'vue-router'
import listed from 'virtual:routes'

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/tugas' },
  ...listed.map(({ path, name, page, access, focused }): RouteRecordRaw => ({
    path,
    name,
    component: page,
    props: true,
    meta: { access: access ?? null, focused: focused ?? false },
  })),
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
