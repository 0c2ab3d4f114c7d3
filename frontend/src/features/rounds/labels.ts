import type { ParticipantStatus, PositionClass } from '@/api/schema'
import { t } from './texts'

/** Words for the codes that can reach the screen from several places. */
const CLASSES: readonly PositionClass[] = ['administrator', 'pengawas', 'fungsional', 'pelaksana']
const FIELDS = ['unit', 'position', 'position_class', 'superior'] as const
const REASONS = [
  'new',
  'long_leave',
  'study',
  'seconded',
  'left_service',
  'incapacitated',
  'evaluated_elsewhere',
  'other',
  'retired',
  'transferred',
  'ended',
  'deceased',
  'moved',
] as const

function isOneOf<T extends string>(all: readonly T[], value: string): value is T {
  return (all as readonly string[]).includes(value)
}

export const classText = (value: string): string => (isOneOf(CLASSES, value) ? t(`class_${value}`) : value)
export const fieldText = (value: string): string => (isOneOf(FIELDS, value) ? t(`field_${value}`) : value)
export const reasonText = (value: string): string => (isOneOf(REASONS, value) ? t(`reason_${value}`) : value)
export const statusText = (value: ParticipantStatus): string => t(`participant_${value}`)

export const EXCLUSIONS = [
  'new',
  'long_leave',
  'study',
  'seconded',
  'left_service',
  'incapacitated',
  'evaluated_elsewhere',
  'other',
] as const
export const LEAVINGS = [
  'retired',
  'transferred',
  'study',
  'long_leave',
  'ended',
  'deceased',
  'other',
] as const
export const PARTICIPANT_STATES = ['active', 'excluded', 'left', 'incapacitated'] as const
export const CONFLICT_KINDS = ['family', 'dispute', 'no_contact', 'other'] as const

/** The choices of a select: each code with its words. */
export function choices<V extends string>(values: readonly V[], text: (value: V) => string) {
  return values.map((value) => ({ value, label: text(value) }))
}
