import type { Role } from '@/api/schema'
import type id from './introduction.id'

type Key = keyof typeof id
/** The keys whose texts need nothing filled in. */
export type Line = Exclude<Key, 'turn_contact'>
interface Part {
  title: Line
  lines: readonly Line[]
}

const ROLE_LINES: Record<Role, { asked: readonly Line[]; sees: readonly Line[] }> = {
  employee: {
    asked: ['asked_employee_1', 'asked_employee_2', 'asked_employee_3'],
    sees: ['sees_employee_1', 'sees_employee_2', 'sees_employee_3'],
  },
  assessor: {
    asked: ['asked_assessor_1', 'asked_assessor_2', 'asked_assessor_3'],
    sees: ['sees_assessor_1', 'sees_assessor_2', 'sees_assessor_3'],
  },
  hr_officer: {
    asked: ['asked_hr_officer_1', 'asked_hr_officer_2'],
    sees: ['sees_hr_officer_1', 'sees_hr_officer_2'],
  },
  head: { asked: ['asked_head_1', 'asked_head_2'], sees: ['sees_head_1', 'sees_head_2'] },
  auditor: { asked: ['asked_auditor_1', 'asked_auditor_2'], sees: ['sees_auditor_1', 'sees_auditor_2'] },
  administrator: {
    asked: ['asked_administrator_1', 'asked_administrator_2'],
    sees: ['sees_administrator_1', 'sees_administrator_2'],
  },
}

/** The same four questions for every role. */
export function linesOf(role: Role): readonly Part[] {
  const { asked, sees } = ROLE_LINES[role]
  return [
    { title: 'asked', lines: asked },
    { title: 'sees', lines: sees },
    { title: 'used', lines: ['used_1', 'used_2', 'used_3'] },
    { title: 'notUsed', lines: ['notUsed_1', 'notUsed_2', 'notUsed_3'] },
  ]
}
