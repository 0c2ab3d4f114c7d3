import { describe, expect, it } from 'vitest'
import type { CorrectionRead, ResultRead } from '@/api/schema'
import { changesOf, draftOf, proposalOf } from './proposal'

const meets = { code: 2, text: 'Sesuai ekspektasi' }
const above = { code: 1, text: 'Di atas ekspektasi' }
const good = { code: 2, text: 'Baik' }
const result = {
  decision: { work_rating: meets, behaviour_rating: above },
  work_result: { code: null, skp: 105.5, innovation: true },
} as ResultRead

describe('a proposal', () => {
  it('begins with what is recorded and sends the work result only where it was said to be wrong', () => {
    const draft = draftOf(result)
    expect(proposalOf(draft)).toMatchObject({ work_rating: 2, behaviour_rating: 1, work: null })
    draft.withWork = true
    draft.skp = ' 112,5 '
    expect(proposalOf(draft).work).toEqual({ code: null, skp: 112.5, innovation: true, evidence: '' })
  })

  it('takes back the evidence together with the innovation', () => {
    const draft = { ...draftOf(result), withWork: true, evidence: 'Antrean daring.' }
    expect(proposalOf(draft).work?.evidence).toBe('Antrean daring.')
    expect(proposalOf({ ...draft, innovation: false }).work?.evidence).toBe('')
  })
})

describe('what changes', () => {
  const before = { work_rating: meets, behaviour_rating: meets, predicate: good, work: null }
  const proposed = { before, work_rating: above, behaviour_rating: meets, predicate: good, work: null }

  it('names only the parts that differ', () => {
    expect(changesOf(proposed as unknown as CorrectionRead)).toEqual([
      { part: 'Peringkat hasil kerja', before: 'Sesuai ekspektasi', after: 'Di atas ekspektasi' },
    ])
  })

  it('tells a work result in words', () => {
    const work = { code: null, skp: 112.5, innovation: true }
    expect(changesOf({ ...proposed, work_rating: meets, work } as unknown as CorrectionRead)).toEqual([
      { part: 'Hasil kerja yang tercatat', before: 'belum diisi', after: 'SKP 112,50, dengan inovasi' },
    ])
  })
})
