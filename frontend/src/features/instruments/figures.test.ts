import { describe, expect, it } from 'vitest'
import { basisPointsOf, figureOf, shownFigure, shownPercent } from './figures'

describe('exact figures of a policy', () => {
  it('shows fractions as decimals and reads them back without loss', () => {
    for (const [figure, shown] of [
      ['13/5', '2,6'],
      ['4', '4'],
      ['1/8', '0,125'],
    ] as const) {
      expect(shownFigure(figure)).toBe(shown)
      expect(figureOf(shown)).toBe(figure)
    }
  })

  it('leaves a third a third', () => {
    expect(shownFigure('10/3')).toBe('10/3')
    expect(figureOf('10/3')).toBe('10/3')
  })

  it('reads a point like a comma, and a needless zero like none', () => {
    expect(figureOf(' 2.50 ')).toBe('5/2')
    expect(figureOf('3,0')).toBe('3')
  })

  it('hands what is no number to the API as it was typed', () => {
    expect(figureOf('dua')).toBe('dua')
    expect(basisPointsOf('')).toBeNaN()
    expect(basisPointsOf('enam')).toBeNaN()
  })

  it('turns per cent into basis points exactly', () => {
    expect(basisPointsOf('60')).toBe(6000)
    expect(basisPointsOf('0,29')).toBe(29)
    expect(basisPointsOf('33,333')).toBe(3333.3)
    expect(shownPercent(6050)).toBe('60,5')
  })
})
