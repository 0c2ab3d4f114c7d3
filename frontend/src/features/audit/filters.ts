import { instantOf } from '@/i18n/dates'
import type { EntryListing } from './queries'
import { t } from './texts'

export const FILTERS = ['perbuatan', 'kelompok', 'hasil', 'pelaku', 'objek', 'id', 'dari', 'sampai'] as const
export type Filter = (typeof FILTERS)[number]
export type Filters = Partial<Record<Filter, string>>

export const FAMILIES = ['event', 'participation', 'leaf'] as const
export const OUTCOMES = ['done', 'denied'] as const
export const OBJECTS = [
  'account',
  'audit',
  'backup',
  'dialogue',
  'document',
  'employee',
  'holiday',
  'import_run',
  'instrument',
  'instrument_version',
  'letterhead',
  'office',
  'operation',
  'org_unit',
  'participant',
  'position',
  'rater_conflict',
  'result',
  'round',
  'seal_breaking',
  'session',
] as const

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_LENGTH = 86_400_000

/** What the address says, as the API asks it; whatever is no choice is left out. */
export function askedOf(filters: Filters, page: number, size: number): EntryListing {
  const family = FAMILIES.find((one) => one === filters.kelompok)
  const outcome = OUTCOMES.find((one) => one === filters.hasil)
  return {
    page,
    size,
    ...(filters.perbuatan && { action: filters.perbuatan }),
    ...(family && { family }),
    ...(outcome && { outcome }),
    ...(filters.pelaku && { actor_ref: filters.pelaku }),
    ...(filters.objek && { object_type: filters.objek }),
    ...(filters.id && { object_id: filters.id }),
    ...(isDay(filters.dari) && { since: startOf(filters.dari) }),
    ...(isDay(filters.sampai) && { until: startOf(dayAfter(filters.sampai)) }),
  }
}

/** The word for a kind of object; a kind the screen has no word for stands as the log names it. */
export function objectText(kind: string): string {
  const known = OBJECTS.find((one) => one === kind)
  return known ? t(`object_${known}`) : kind
}

function isDay(value: string | undefined): value is string {
  return value !== undefined && DAY.test(value) && !Number.isNaN(Date.parse(value))
}
function startOf(day: string): string {
  return instantOf(`${day}T00:00`)
}
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_LENGTH).toISOString().slice(0, 10)
}
