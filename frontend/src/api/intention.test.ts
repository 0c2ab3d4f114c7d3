import { expect, it } from 'vitest'
import { useIntention } from './intention'

it('keeps its key when the same form is sent again, and takes a new one for another', () => {
  const keyOf = useIntention()
  const first = keyOf({ name: 'A' })
  expect(keyOf({ name: 'A' })).toEqual(first)
  expect(keyOf({ name: 'B' })).not.toEqual(first)
})
