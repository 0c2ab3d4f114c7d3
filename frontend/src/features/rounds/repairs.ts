import type { LaunchCheckItem } from '@/api/schema'
import { t } from './texts'

/** Where a finding of the launch check is repaired: the API names the operation, this knows its page. */
export interface Repair {
  to: string
  text: string
}

/** Usually one place; who has no superior can be given one, or be marked as rated outside the system. */
export function repairsOf(check: LaunchCheckItem, roundId: string): Repair[] {
  const participants = { to: `/periode/${roundId}/peserta`, text: t('repair_participants') }
  const repair = repairOf(check, participants)
  return [...(repair ? [repair] : []), ...(check.code === 'superior_missing' ? [participants] : [])]
}

function repairOf(check: LaunchCheckItem, participants: Repair): Repair | null {
  switch (check.link.operation) {
    case 'update_round':
      return { to: '#pengaturan', text: t('repair_settings') }
    case 'propose_assignments':
      return { to: '#penilai', text: t('repair_plan') }
    case 'add_participant':
      return participants
    case 'publish_instrument_version':
      return { to: '/instrumen', text: t('repair_instruments') }
    case 'create_account':
      return { to: '/akun', text: t('repair_accounts') }
    case 'issue_activation_card':
      return { to: '/pegawai/kartu', text: t('repair_cards') }
    case 'transfer_employee':
      return { to: '/pegawai', text: t('repair_people') }
    default:
      return null
  }
}

/** The person's own page, where the finding is repaired person by person. */
export function placeOf(check: LaunchCheckItem, subject: { id: string | null }): string | null {
  return subject.id && check.link.resource === 'employee' ? `/pegawai/${subject.id}` : null
}
