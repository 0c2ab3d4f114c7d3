import { messages } from '@/i18n'
import id from './locale.id'

/** Apart from the texts of signing in: who has no one-time codes does not load them. */
export const t = messages(id, () => import('./locale.en'))
