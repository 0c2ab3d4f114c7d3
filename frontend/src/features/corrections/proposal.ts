import type { CorrectionRead, CorrectionWrite, ResultRead, WorkRead } from '@/api/schema'
import { formatNumber } from '@/i18n/dates'
import { t } from './texts'

export type Rating = 1 | 2 | 3
export const RATINGS: readonly Rating[] = [1, 2, 3]

/** What an officer enters: it begins with what is recorded now, for only the error is to be changed. */
export interface Draft {
  work_rating: Rating | null
  behaviour_rating: Rating | null
  withWork: boolean
  code: Rating | null
  skp: string
  innovation: boolean
  evidence: string
  reason: string
  document: string
}

export function draftOf({ decision, work_result: work }: ResultRead): Draft {
  return {
    work_rating: (decision?.work_rating.code ?? null) as Rating | null,
    behaviour_rating: (decision?.behaviour_rating.code ?? null) as Rating | null,
    withWork: false,
    code: (work?.code ?? null) as Rating | null,
    skp: typeof work?.skp === 'number' ? formatNumber(work.skp, 2) : '',
    innovation: work?.innovation ?? false,
    evidence: '',
    reason: '',
    document: '',
  }
}

/** The work result goes along only where it was said to be wrong; the API judges figures and reasons. */
export function proposalOf(draft: Draft): CorrectionWrite {
  const skp = draft.skp.trim() === '' ? null : Number(draft.skp.trim().replace(',', '.'))
  const evidence = draft.innovation ? draft.evidence : ''
  return {
    work_rating: draft.work_rating ?? 0,
    behaviour_rating: draft.behaviour_rating ?? 0,
    work: draft.withWork ? { code: draft.code, skp, innovation: draft.innovation, evidence } : null,
    reason: draft.reason,
    document: draft.document,
  }
}

export interface Change {
  part: string
  before: string
  after: string
}

/** Only what differs, part by part, in words. */
export function changesOf(correction: CorrectionRead): Change[] {
  const { before, work } = correction
  const parts = [
    [t('predicate'), before.predicate.text, correction.predicate.text],
    [t('workRating'), before.work_rating.text, correction.work_rating.text],
    [t('behaviourRating'), before.behaviour_rating.text, correction.behaviour_rating.text],
    [t('work'), workInWords(before.work), workInWords(work ?? before.work)],
  ] as const
  return parts
    .filter(([, was, will]) => was !== will)
    .map(([part, was, will]) => ({ part, before: was, after: will }))
}

export function workInWords(work: WorkRead | null): string {
  if (work === null || (work.code === null && work.skp === null)) return t('workNone')
  const said =
    work.skp === null
      ? t(`rating_${work.code as Rating}`)
      : t('workSkp', { value: formatNumber(work.skp, 2) })
  return work.innovation ? t('withInnovation', { work: said }) : said
}
