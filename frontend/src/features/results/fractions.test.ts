import { describe, expect, it } from 'vitest'
import type { StepRead } from '@/api/schema'
import { byStage, decimal, fraction } from './fractions'

const step = (key: string) => ({ key }) as StepRead

describe('an explanation', () => {
  it('goes from form to predicate, whatever the order of the answer, and keeps what it does not know', () => {
    const keys = [
      'predicate',
      'work',
      'scaled',
      'composite',
      'value.BP',
      'source.peer.BP',
      'behaviour',
      'value.AK',
    ]
    const stages = byStage(keys.map(step))
    expect(stages.map(({ stage }) => stage)).toEqual([
      'source',
      'value',
      'composite',
      'behaviour',
      'work',
      'predicate',
      'other',
    ])
    expect(stages[1]?.steps.map(({ key }) => key)).toEqual(['value.BP', 'value.AK'])
  })

  it('writes whole numbers without a denominator and decimals with a comma', () => {
    const four = { num: '4', den: '1', decimal: '4.0000', text: '4,00' }
    expect([fraction(four), fraction({ ...four, num: '203', den: '50' }), decimal(four)]).toEqual([
      '4',
      '203/50',
      '4,0000',
    ])
  })
})
