import type { App } from 'vue'
import { client } from '@/api/client'
import { router } from './router'

declare const __BUILD__: string
type Kind = 'error' | 'unhandled_rejection' | 'csp' | 'chunk_load'
const reported = new Set<string>()

/** Tells the server that something broke: the page's name and the kind of error, never what was on the screen. */
function report(kind: Kind, code: string): void {
  const page = String(router.currentRoute.value.name ?? 'start')
  const word =
    code
      .toLowerCase()
      .replace(/[^a-z0-9_.-]/g, '')
      .slice(0, 60) || 'unknown'
  if (reported.has(`${page} ${kind} ${word}`)) return
  reported.add(`${page} ${kind} ${word}`)
  void client
    .POST('/api/v1/client-errors', { body: { page, kind, code: word, build: __BUILD__ } })
    .catch(() => undefined)
}

export function watchErrors(app: App): void {
  app.config.errorHandler = (error) => {
    console.error(error)
    report('error', error instanceof Error ? error.name : 'unknown')
  }
  window.addEventListener('unhandledrejection', (event) => {
    report('unhandled_rejection', event.reason instanceof Error ? event.reason.name : 'unknown')
  })
  document.addEventListener('securitypolicyviolation', (event) => report('csp', event.effectiveDirective))
  // after an update the old page's chunks are gone: one reload brings the new ones
  window.addEventListener('vite:preloadError', (event) => {
    report('chunk_load', 'preload')
    if (sessionStorage.getItem('reloaded') === __BUILD__) return
    event.preventDefault()
    sessionStorage.setItem('reloaded', __BUILD__)
    window.location.reload()
  })
}
