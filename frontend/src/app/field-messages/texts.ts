import { messages } from '@/i18n'
import id from './locale.id'

export const t = messages(id, () => import('./locale.en'))
