import { describe, expect, it } from 'vitest'
import type { ValueContent } from '@/api/schema'
import { faultsByPlace, faultText, sectionOf } from './faults'

const values = [{ name: 'Akuntabel' }, { name: 'Kompeten' }] as ValueContent[]
const weights = {
  pointer: '/policy/sources',
  code: 'weights_total',
  message: 'Bobot harus tepat 10000, bukan 9500.',
}
const blank = {
  pointer: '/values/1/items/0/text',
  code: 'text_missing',
  message: 'Bagian ini belum diisi.',
}

describe('what keeps a draft from being published', () => {
  it('leads to the part of the editor where it is mended', () => {
    expect(sectionOf(blank.pointer, values)).toBe('2')
    expect(sectionOf(weights.pointer, values)).toBe('bobot')
    expect(sectionOf('/policy/basis/sources', values)).toBe('bobot')
    expect(sectionOf('/policy/behaviour/below_value', values)).toBe('aturan')
    expect(sectionOf('/legal_basis', values)).toBe('umum')
    expect(sectionOf('/values', values)).toBe('umum')
    expect(sectionOf('/values/7/code', values)).toBe('umum')
  })

  it('names the value it is about, and speaks of per cent', () => {
    expect(faultText(blank, values)).toBe('Kompeten: Bagian ini belum diisi.')
    expect(faultText(weights, values)).toBe('Bobot semua sumber harus berjumlah tepat 100 %.')
  })

  it('stands at its field', () => {
    expect(faultsByPlace([blank])).toEqual({ 'values.1.items.0.text': blank.message })
  })
})
