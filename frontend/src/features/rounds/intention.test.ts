import { expect, test } from 'vitest'
import { useIntention } from './intention'

test('the same body keeps its key, another body gets a new one', () => {
  const header = useIntention()
  const first = header({ name: 'Triwulan IV 2026' })
  expect(header({ name: 'Triwulan IV 2026' })).toEqual(first)
  expect(header({ name: 'Triwulan I 2027' })).not.toEqual(first)
})
