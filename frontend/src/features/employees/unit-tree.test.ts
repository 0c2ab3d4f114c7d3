import { describe, expect, it } from 'vitest'
import type { OrgUnitRead } from '@/api/schema'
import { above, inReadingOrder, otherUnitsHeaded, treeOf, withBelow } from './unit-tree'

const unit = (id: string, parent_id: string | null, head?: string): OrgUnitRead => ({
  id,
  name: id,
  kind: 'seksi',
  parent_id,
  level: 0,
  sort_order: 0,
  active: true,
  head: head ? { employee_id: head, name: head, kind: 'definitif' } : null,
  head_vacant: !head,
  positions: 1,
  people: 1,
  actions: [],
  row_version: 1,
})
// as the API answers: by level, so that a branch's units do not stand together
const units = [
  unit('kecamatan', null, 'camat'),
  unit('sekretariat', 'kecamatan', 'sekretaris'),
  unit('seksi', 'kecamatan', 'sekretaris'),
  unit('subbagian', 'sekretariat'),
]

describe('the tree of units', () => {
  it('puts what is below a unit right after it', () => {
    const read = inReadingOrder(treeOf(units)).map(({ unit: { id }, depth }) => `${depth} ${id}`)
    expect(read).toEqual(['0 kecamatan', '1 sekretariat', '2 subbagian', '1 seksi'])
  })

  it('keeps a unit whose parent is not visible', () => {
    expect(treeOf([unit('subbagian', 'hidden')]).map((branch) => branch.unit.id)).toEqual(['subbagian'])
  })

  it('names the units above, from the top down', () => {
    expect(above(units, 'subbagian').map(({ id }) => id)).toEqual(['kecamatan', 'sekretariat'])
  })

  it('offers no move below itself', () => {
    expect([...withBelow(units, 'sekretariat')]).toEqual(['sekretariat', 'subbagian'])
  })

  it('finds who heads two units', () => {
    expect(otherUnitsHeaded(units, units[2] as OrgUnitRead).map(({ id }) => id)).toEqual(['sekretariat'])
    expect(otherUnitsHeaded(units, units[3] as OrgUnitRead)).toEqual([])
  })
})
