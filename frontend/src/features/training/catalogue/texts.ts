import { messages } from '@/i18n'
import id from './locale.id'

/** Apart from the texts of recommendations, which every result page loads. */
export const t = messages(id, () => import('./locale.en'))
