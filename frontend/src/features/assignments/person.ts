import type { TaskParticipant } from '@/api/schema'
import { t } from './texts'

/** Where somebody works; people of the same name are told apart by the end of the NIP. */
export function placeOf({ position_title, unit_name, nip_end }: TaskParticipant): string {
  return [position_title, unit_name, nip_end && t('nipEnd', { end: nip_end })].filter(Boolean).join(' · ')
}
