import { messages } from '@/i18n'
import id from './introduction.id'

export const t = messages(id, () => import('./introduction.en'))
