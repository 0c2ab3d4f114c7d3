import { describe, expect, it } from 'vitest'
import { changesOf } from './changes'
import { askedOf } from './filters'

describe('the values of an entry', () => {
  it('stand field by field, old beside new', () => {
    expect(changesOf({ name: 'Lama', note: '' }, { name: 'Baru' })).toEqual([
      { field: 'name', before: 'Lama', after: 'Baru' },
      { field: 'note', before: '–', after: null },
    ])
  })
  it('keep what was 0 or false, and write lists out', () => {
    expect(changesOf(null, { active: false, seats: 0, lines: ['A'] }).map(({ after }) => after)).toEqual([
      'false',
      '0',
      '["A"]',
    ])
  })
})

describe('the filters of the log', () => {
  it('take whole days of the office, the last one included', () => {
    const asked = askedOf({ dari: '2026-11-01', sampai: '2026-11-30' }, 1, 25)
    expect([asked.since, asked.until]).toEqual(['2026-10-31T17:00:00.000Z', '2026-11-30T17:00:00.000Z'])
  })
  it('leave out what somebody typed into the address', () => {
    expect(askedOf({ dari: '30 November', kelompok: 'x', hasil: 'denied' }, 2, 25)).toEqual({
      page: 2,
      size: 25,
      outcome: 'denied',
    })
  })
})
