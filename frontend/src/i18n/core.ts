import { messages } from './index'
import id from './id'

/** The texts every page may use. */
export const t = messages(id, () => import('./en'))
