import { describe, expect, it } from 'vitest'
import type { ResultRead } from '@/api/schema'
import { answersOf, changeOf, emptyDraft, rulingOf } from './ruling'

const item = (number: number, superior: number | null) => ({
  number,
  text: '',
  means: [
    {
      source: 'peer',
      label: '',
      shown: { shown: true, n: 5, because: null },
      mean: { value: 3.4, text: '3,40' },
    },
    {
      source: 'superior',
      label: '',
      shown: { shown: superior !== null, n: 1, because: null },
      mean: superior === null ? null : { value: superior, text: '' },
    },
  ],
})
const result = {
  values: [{ items: [item(1, 4), item(2, null)] }],
  work_result: { code: 1, skp: null, innovation: true },
} as unknown as ResultRead

describe('a ruling', () => {
  it('begins with the superior’s own answers, never with those of peers', () => {
    expect(answersOf(result)).toEqual({ '1': 4, '2': 0 })
  })

  it('sends only what was opened on the form', () => {
    const draft = { ...emptyDraft(result), work_rating: 1 as const, behaviour_rating: 2 as const }
    expect(changeOf(draft)).toEqual({ answers: null, work: null, work_rating: 1, behaviour_rating: 2 })
    const opened = changeOf({ ...draft, withForm: true, withWork: true, skp: '105,5' })
    expect(opened.answers).toEqual({ '1': 4, '2': 0 })
    expect(opened.work?.skp).toBe(105.5)
  })

  it('corrects the work result from what is recorded, and sends the evidence with an innovation only', () => {
    const draft = { ...emptyDraft(result), withWork: true, evidence: 'Antrean daring.' }
    expect(changeOf(draft).work).toEqual({
      code: 1,
      skp: null,
      innovation: true,
      evidence: 'Antrean daring.',
    })
    expect(changeOf({ ...draft, innovation: false }).work).toMatchObject({ innovation: false, evidence: '' })
  })

  it('that upholds sends no change, whatever was filled in before', () => {
    const draft = {
      ...emptyDraft(result),
      outcome: 'upheld' as const,
      withForm: true,
      work_rating: 1 as const,
    }
    expect(rulingOf({ ...draft, reason: 'Tepat.' })).toEqual({
      outcome: 'upheld',
      reason: 'Tepat.',
      document: '',
    })
  })
})
