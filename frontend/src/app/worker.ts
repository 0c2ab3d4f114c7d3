import { t } from '@/i18n/core'
import { showToast } from '@/ui/toasts'

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string }
}

/** The service worker opens the shell and the own tasks without a line. An update is offered, never forced upon a form. */
export function startWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  window.addEventListener('load', () => void register())
}

async function register(): Promise<void> {
  const trusted = (window as { trustedTypes?: TrustedTypes }).trustedTypes
  const policy = trusted?.createPolicy('worker', { createScriptURL: (url) => url })
  const address = policy?.createScriptURL('/sw.js') ?? '/sw.js'
  const registration = await navigator.serviceWorker.register(address).catch(() => null)
  registration?.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && navigator.serviceWorker.controller) {
        showToast(t('newVersion'), { label: t('reload'), run: () => window.location.reload() })
      }
    })
  })
}
