import type { ResultRead, RulingChange, RulingWrite } from '@/api/schema'
import { formatNumber } from '@/i18n/dates'

export type Rating = 1 | 2 | 3
export const RATINGS = [1, 2, 3] as const

export interface RulingDraft {
  outcome: RulingWrite['outcome'] | null
  withForm: boolean
  answers: Record<string, number>
  withWork: boolean
  code: Rating | null
  skp: string
  innovation: boolean
  evidence: string
  work_rating: Rating | null
  behaviour_rating: Rating | null
  reason: string
  document: string
}

/** The superior's answers as the result tells them: of a single form the mean of an item is its answer. */
export function answersOf(result: ResultRead): Record<string, number> {
  const pairs = result.values.flatMap((value) =>
    value.items.map((item) => {
      const mean = item.means.find(({ source }) => source === 'superior')?.mean
      return [String(item.number), mean ? mean.value : 0] as const
    }),
  )
  return Object.fromEntries(pairs)
}

/** The work result begins as it is recorded: only what is wrong is to be changed. */
export function emptyDraft(result: ResultRead): RulingDraft {
  const work = result.work_result
  return {
    outcome: null,
    withForm: false,
    answers: answersOf(result),
    withWork: false,
    code: (work?.code ?? null) as Rating | null,
    skp: typeof work?.skp === 'number' ? formatNumber(work.skp, 2) : '',
    innovation: work?.innovation ?? false,
    evidence: '',
    work_rating: null,
    behaviour_rating: null,
    reason: '',
    document: '',
  }
}

/** What the new version would rest on; only what was opened on the form is sent. */
export function changeOf(draft: RulingDraft): RulingChange {
  const typed = draft.skp.trim()
  const skp = typed === '' ? null : Number(typed.replace(',', '.'))
  const { code, innovation } = draft
  const evidence = innovation ? draft.evidence : ''
  return {
    answers: draft.withForm ? draft.answers : null,
    work: draft.withWork ? { code, skp, innovation, evidence } : null,
    work_rating: draft.work_rating,
    behaviour_rating: draft.behaviour_rating,
  }
}

export function rulingOf(draft: RulingDraft): RulingWrite {
  const outcome = draft.outcome ?? 'upheld'
  const change = outcome === 'changed' ? changeOf(draft) : {}
  return { ...change, outcome, reason: draft.reason, document: draft.document }
}
