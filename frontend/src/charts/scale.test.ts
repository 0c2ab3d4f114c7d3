import { describe, expect, it } from 'vitest'
import { corner, heatStep, pathThrough, percent, wrapLabel } from './scale'

describe('the axis', () => {
  it('runs from 1 to 5 and keeps what lies outside at its ends', () => {
    expect([1, 2, 3.5, 5].map(percent)).toEqual(['0%', '25%', '62.5%', '100%'])
    expect([0, 6].map(percent)).toEqual(['0%', '100%'])
  })

  it('takes the next step of the heat ramp exactly at its limit', () => {
    expect([1, 2.5999, 2.6, 3.1999, 3.2, 3.8, 4.3999, 4.4, 5].map(heatStep)).toEqual([
      1, 1, 2, 2, 3, 4, 4, 5, 5,
    ])
  })
})

describe('the radar', () => {
  it('begins at the top and goes round clockwise', () => {
    expect([0, 1, 2, 3].map((index) => corner(index, 4, 10))).toEqual([
      { x: 0, y: -10 },
      { x: 10, y: 0 },
      { x: 0, y: 10 },
      { x: -10, y: 0 },
    ])
  })

  it('closes a whole shape and leaves a gap where a figure is hidden', () => {
    const [a, b, c] = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ]
    expect(pathThrough([a, b, c], true)).toBe('M0 0L1 0L1 1Z')
    expect(pathThrough([a, b, c, null], true)).toBe('M0 0L1 0L1 1M0 0')
    expect(pathThrough([a, null, c], true)).toBe('M0 0M1 1L0 0')
  })

  it('breaks labels between words and never within one', () => {
    expect(wrapLabel('Berorientasi Pelayanan', 12)).toEqual(['Berorientasi', 'Pelayanan'])
    expect(wrapLabel('Kerja Sama', 12)).toEqual(['Kerja Sama'])
    expect(wrapLabel('Mempertanggungjawabkan', 12)).toEqual(['Mempertanggungjawabkan'])
  })
})
