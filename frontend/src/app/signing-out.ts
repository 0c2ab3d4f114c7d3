import { client } from '@/api/client'
import { queries } from './query'
import { forgetUnsent, unsentForms } from '@/api/unsent'
import { router } from './router'

/** Leaves nothing of the person behind on this machine, also when the line is down. */
export async function signOut(): Promise<void> {
  await Promise.all([...unsentForms].map((send) => send()))
  await client.POST('/api/v1/auth/sign-out').catch(() => undefined)
  await clearDevice()
  await router.replace({ name: 'sign-in' })
}

export async function clearDevice(): Promise<void> {
  queries.clear()
  await forgetUnsent()
  if ('caches' in window)
    await Promise.all(
      (await caches.keys()).filter((name) => name.startsWith('own-')).map((name) => caches.delete(name)),
    )
}
