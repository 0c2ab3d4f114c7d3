import { describe, expect, it } from 'vitest'
import type { ResultListItem } from '@/api/schema'
import { byRound, canBeConfirmed, ratingsInWords } from './proposals'

const coded = (code: number, text: string) => ({ code, text })
const row = (changes: Partial<ResultListItem> & { roundId?: string } = {}) =>
  ({
    actions: ['decide_result'],
    round: { id: changes.roundId ?? 'r1', name: changes.roundId ?? 'r1' },
    proposal: {
      work_rating: coded(2, 'Sesuai ekspektasi'),
      behaviour_rating: coded(1, 'Di atas ekspektasi'),
      predicate: coded(2, 'Baik'),
      needs_official_decision: false,
      state: 'usulan tersedia',
    },
    ...changes,
  }) as ResultListItem
const without = (part: 'predicate' | 'work_rating') => {
  const { proposal } = row()
  return row({ proposal: proposal && { ...proposal, [part]: null } })
}

describe('proposals', () => {
  it('can be agreed to together only where a predicate is proposed and deciding is mine', () => {
    expect(
      [row(), without('predicate'), row({ proposal: null }), row({ actions: [] })].map(canBeConfirmed),
    ).toEqual([true, false, false, false])
    expect(canBeConfirmed(row({ actions: ['record_external_decision'] }))).toBe(false)
  })

  it('are said in words, as far as they are known', () => {
    expect(ratingsInWords(row())).toBe('Hasil kerja sesuai ekspektasi, perilaku di atas ekspektasi')
    expect(ratingsInWords(without('work_rating'))).toBe('Perilaku di atas ekspektasi')
    expect(ratingsInWords(row({ proposal: null }))).toBe('')
  })

  it('stand under their round in the order of the list', () => {
    const groups = byRound([row({ roundId: 'b' }), row({ roundId: 'a' }), row({ roundId: 'b' })])
    expect(groups.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['b', 2],
      ['a', 1],
    ])
  })
})
