import { messages } from '@/i18n'
import id from './locale.id'

/** Apart from the texts of signing in: whoever signs in does not load what administrators read. */
export const t = messages(id, () => import('./locale.en'))
