import { describe, expect, it } from 'vitest'
import { askedOf } from './filters'

describe('what the list of people asks for', () => {
  it('shows those who left only when asked for', () => {
    expect(askedOf({}, 1, 25)).toEqual({ active: true, page: 1, size: 25 })
    expect(askedOf({ active: 'false' }, 1, 25).active).toBe(false)
  })

  it('asks for the first page in the order the server preloads it', () => {
    expect(Object.keys(askedOf({}, 1, 25)).join('&')).toBe('active&page&size')
  })

  it('passes on what the address narrows the list by', () => {
    expect(askedOf({ search: 'siti', without_superior: 'true', sort: '-rank' }, 2, 25)).toEqual({
      active: true,
      page: 2,
      size: 25,
      search: 'siti',
      without_superior: true,
      sort: '-rank',
    })
  })
})
