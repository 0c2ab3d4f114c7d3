import type { ResultRead, RulingChange, RulingWrite } from '@/api/schema'

export type Rating = 1 | 2 | 3
export const RATINGS = [1, 2, 3] as const

export interface RulingDraft {
  outcome: RulingWrite['outcome'] | null
  withForm: boolean
  answers: Record<string, number>
  withWork: boolean
  code: Rating | null
  skp: string
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

export function emptyDraft(result: ResultRead): RulingDraft {
  return {
    outcome: null,
    withForm: false,
    answers: answersOf(result),
    withWork: false,
    code: null,
    skp: '',
    work_rating: null,
    behaviour_rating: null,
    reason: '',
    document: '',
  }
}

/** What the new version would rest on; only what was opened on the form is sent. */
export function changeOf(draft: RulingDraft): RulingChange {
  const skp = draft.skp === '' ? null : Number(draft.skp.replace(',', '.'))
  return {
    answers: draft.withForm ? draft.answers : null,
    work: draft.withWork ? { code: draft.code, skp, innovation: false, evidence: '' } : null,
    work_rating: draft.work_rating,
    behaviour_rating: draft.behaviour_rating,
  }
}

export function rulingOf(draft: RulingDraft): RulingWrite {
  const outcome = draft.outcome ?? 'upheld'
  const change = outcome === 'changed' ? changeOf(draft) : {}
  return { ...change, outcome, reason: draft.reason, document: draft.document }
}
