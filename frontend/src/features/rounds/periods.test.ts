import { expect, test } from 'vitest'
import { isProposedName, likelyPeriod, periodsAround } from './periods'

test('a period that is over within a month is the likely one', () => {
  expect(likelyPeriod('triwulan', '2026-11-24')?.name).toBe('Triwulan III 2026')
  expect(likelyPeriod('triwulan', '2026-11-30')).toEqual({
    start: '2026-10-01',
    end: '2026-12-31',
    name: 'Triwulan IV 2026',
  })
  expect(likelyPeriod('tahunan', '2027-01-05')?.name).toBe('Tahunan 2026')
})

test('the periods of three years are offered, the latest first, each ending where the next begins', () => {
  const halves = periodsAround('semester', '2024-03-01')
  expect(halves.map(({ name }) => name)).toEqual([
    'Semester II 2025',
    'Semester I 2025',
    'Semester II 2024',
    'Semester I 2024',
    'Semester II 2023',
    'Semester I 2023',
  ])
  expect(periodsAround('triwulan', '2024-03-01')[7]).toEqual({
    start: '2024-01-01',
    end: '2024-03-31',
    name: 'Triwulan I 2024',
  })
})

test('a name somebody wrote himself no longer follows the period', () => {
  expect(isProposedName('Semester I 2026', '2026-11-24')).toBe(true)
  expect(isProposedName('', '2026-11-24')).toBe(true)
  expect(isProposedName('Semester I 2026 kelurahan', '2026-11-24')).toBe(false)
})
