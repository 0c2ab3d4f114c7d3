import type { AuditEntryRead } from '@/api/schema'
import { t } from './texts'

/** Deeds of somebody who is on the way in: no session names him yet. */
const ENTERING = ['sign_in', 'activate_account']

/** Who did it; where a rater could be told by it nobody is named. */
export function actorText(entry: AuditEntryRead): string {
  if (entry.actor_name) return entry.actor_name
  if (entry.actor_ref === null && ENTERING.includes(entry.action)) return t('ownAccount')
  return entry.actor_ref === null && entry.family === 'event' ? t('nobody') : t('concealed')
}

const CATEGORIES = [
  'evidence',
  'circumstances',
  'calibration',
  'rating_quality',
  'discipline',
  'instructed',
  'other',
] as const

export function categoryText(code: string): string {
  const known = CATEGORIES.find((one) => one === code)
  return known ? t(`category_${known}`) : code
}
