import { describe, expect, it } from 'vitest'
import type { RoundListItem } from '@/api/schema'
import { choicesOf, joined, moveOf, pointOf } from './figures'

const figure = (ten_thousandths: number, text: string) => ({ ten_thousandths, text })

describe('a figure over time', () => {
  it('did not move when it is written the same, however the digits behind differ', () => {
    expect(moveOf(figure(37514, '3,75'), figure(37462, '3,75'))).toBe('same')
  })
  it('rose or fell by what is written', () => {
    expect(moveOf(figure(36665, '3,67'), figure(36335, '3,63'))).toBe('down')
    expect(moveOf(figure(34027, '3,40'), figure(35307, '3,53'))).toBe('up')
  })
  it('is unknown where one side may not be shown', () => {
    expect(moveOf(null, figure(35307, '3,53'))).toBe('unknown')
    expect(pointOf(null)).toBeNull()
  })
})

describe('what stands in a sentence', () => {
  it('joins names in Indonesian', () => {
    expect(joined(['Adaptif', 'Loyal', 'Kompeten'], 'id-ID')).toBe('Adaptif, Loyal, dan Kompeten')
  })
})

describe('the rounds to choose from', () => {
  it('leave out what was never run', () => {
    const rounds = ['draft', 'open', 'cancelled', 'released'].map((status) => ({ status }) as RoundListItem)
    expect(choicesOf(rounds).map(({ status }) => status)).toEqual(['open', 'released'])
  })
})
