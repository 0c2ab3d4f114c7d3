import { messages } from '@/i18n'
import core from '@/i18n/id'
import preparing from './locale.id'
import running from './locale/running.id'

/** The core's words, what is said before a round runs, and what is said while and after it runs: one `t`. */
export const t = messages({ ...core, ...preparing, ...running }, async () => {
  const parts = await Promise.all([import('@/i18n/en'), import('./locale.en'), import('./locale/running.en')])
  return { default: { ...parts[0].default, ...parts[1].default, ...parts[2].default } }
})
