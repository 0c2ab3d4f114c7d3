import { messages } from '@/i18n'
import id from './locale.id'

/** Apart from the texts of reading: few ever edit. */
export const t = messages(id, () => import('./locale.en'))
