import type { PeriodType, PositionClass, RoundCreate, RoundKind, RoundPatch, RoundRead } from '@/api/schema'
import { instantOf, localOf } from '@/i18n/dates'
import { dayAfter, likelyPeriod } from './periods'

/** `all`: the version for whoever has none of his own class. */
export type VersionKey = 'all' | PositionClass
export const VERSION_KEYS: readonly VersionKey[] = [
  'all',
  'administrator',
  'pengawas',
  'fungsional',
  'pelaksana',
]

/** A round as the form holds it: times as the office's clock shows them. */
export interface RoundDraft {
  name: string
  kind: RoundKind
  period_type: PeriodType
  period_start: string
  period_end: string
  opens: string
  closes: string
  everybody: boolean
  unit_id: string | null
  peers: number
  response_stage: boolean
  note: string
  versions: Record<VersionKey, string | null>
}

const NO_VERSIONS = { all: null, administrator: null, pengawas: null, fungsional: null, pelaksana: null }
const DAYS_TO_RATE = 14

export function today(): string {
  return localOf(new Date().toISOString()).slice(0, 10)
}

/** What the form proposes for a new round. */
export function newDraft(day = today()): RoundDraft {
  const period = likelyPeriod('triwulan', day)
  return {
    name: period?.name ?? '',
    kind: 'full',
    period_type: 'triwulan',
    period_start: period?.start ?? '',
    period_end: period?.end ?? '',
    opens: '',
    closes: `${dayAfter(day, DAYS_TO_RATE)}T16:00`,
    everybody: true,
    unit_id: null,
    peers: 5,
    response_stage: false,
    note: '',
    versions: { ...NO_VERSIONS },
  }
}

export function draftOf(round: RoundRead): RoundDraft {
  const chosen = round.instruments.map((each) => [each.position_class ?? 'all', each.version_id])
  return {
    name: round.name,
    kind: round.kind,
    period_type: round.period_type,
    period_start: round.period_start,
    period_end: round.period_end,
    opens: round.opens_at ? localOf(round.opens_at) : '',
    closes: localOf(round.closes_at),
    everybody: true,
    unit_id: round.unit.id,
    peers: round.peers_per_person,
    response_stage: round.response_stage,
    note: round.note,
    versions: { ...NO_VERSIONS, ...Object.fromEntries(chosen) },
  }
}

export function createBody(draft: RoundDraft): RoundCreate {
  return {
    ...settings(draft),
    unit_id: draft.unit_id,
    participants: draft.everybody ? 'all' : 'none',
  }
}

export function patchBody(draft: RoundDraft): RoundPatch {
  return settings(draft)
}

function settings(draft: RoundDraft) {
  const instruments = VERSION_KEYS.flatMap((key) => {
    const version_id = draft.versions[key]
    return version_id ? [{ position_class: key === 'all' ? null : key, version_id }] : []
  })
  return {
    name: draft.name,
    kind: draft.kind,
    period_type: draft.period_type,
    period_start: draft.period_start,
    period_end: draft.period_end,
    opens_at: draft.opens ? instantOf(draft.opens) : null,
    closes_at: instantOf(draft.closes),
    peers_per_person: Number(draft.peers),
    response_stage: draft.response_stage,
    note: draft.note,
    // none chosen: the API takes the newest published ones
    instruments: instruments.length ? instruments : null,
  }
}
