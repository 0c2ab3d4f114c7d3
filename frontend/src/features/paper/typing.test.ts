import { describe, expect, it } from 'vitest'
import { bodyOf, isDigit, unanswered } from './typing'

const sheet = {
  round_name: 'Triwulan IV 2026',
  second: false,
  values: [
    {
      code: 'BP',
      name: 'Berorientasi Pelayanan',
      items: [
        { number: 1, text: 'a' },
        { number: 2, text: 'b' },
      ],
    },
    { code: 'KB', name: 'Kolaboratif', items: [{ number: 3, text: 'c' }] },
  ],
}

describe('a typing', () => {
  it('takes one digit from 0 to 5 and nothing else', () => {
    expect(['0', '3', '5'].every(isDigit)).toBe(true)
    expect(['', '6', '12', 'x', ' 3', undefined].some(isDigit)).toBe(false)
  })
  it('names the items that have none', () => {
    expect(unanswered(sheet, { digits: { 1: '4', 2: '9' }, comments: {} })).toEqual([2, 3])
    expect(unanswered(sheet, { digits: { 1: '4', 2: '0', 3: '5' }, comments: {} })).toEqual([])
  })
  it('is sent as numbers, without blank comments', () => {
    const typed = { digits: { 1: '4', 2: '0' }, comments: { '': 'Rapi.', KB: '  ' } }
    expect(bodyOf('K7M3-Q9TX-Y', typed)).toEqual({
      code: 'K7M3-Q9TX-Y',
      answers: { 1: 4, 2: 0 },
      comments: { '': 'Rapi.' },
    })
  })
})
