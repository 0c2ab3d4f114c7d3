import { describe, expect, it } from 'vitest'
import { figureOf } from './words'

describe('a typed SKP figure', () => {
  it('is read with comma and with point', () => {
    expect([figureOf('105,50'), figureOf(' 105.5 '), figureOf('0')]).toEqual([105.5, 105.5, 0])
  })

  it('is none where it is no plain figure', () => {
    expect(['', 'seratus', '1.000,5', '-3', '1e2'].map(figureOf)).toEqual([null, null, null, null, null])
  })
})
