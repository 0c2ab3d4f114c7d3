import type { OrgUnitRead } from '@/api/schema'

export interface UnitBranch {
  unit: OrgUnitRead
  children: UnitBranch[]
}

/** The flat list as a tree; a unit whose parent one may not see stands at the top. */
export function treeOf(units: readonly OrgUnitRead[]): UnitBranch[] {
  const branches = new Map(units.map((unit) => [unit.id, { unit, children: [] } as UnitBranch]))
  const top: UnitBranch[] = []
  for (const branch of branches.values()) {
    const parent = branch.unit.parent_id ? branches.get(branch.unit.parent_id) : undefined
    if (parent) parent.children.push(branch)
    else top.push(branch)
  }
  return top
}

/** Depth first, as one reads a list of contents. */
export function inReadingOrder(
  branches: readonly UnitBranch[],
  depth = 0,
): { unit: OrgUnitRead; depth: number }[] {
  return branches.flatMap(({ unit, children }) => [{ unit, depth }, ...inReadingOrder(children, depth + 1)])
}

/** From the top down to the unit above this one. */
export function above(units: readonly OrgUnitRead[], id: string): OrgUnitRead[] {
  const known = new Map(units.map((unit) => [unit.id, unit]))
  const path: OrgUnitRead[] = []
  let parent = known.get(id)?.parent_id
  while (parent) {
    const unit = known.get(parent)
    if (!unit || path.includes(unit)) break
    path.unshift(unit)
    parent = unit.parent_id
  }
  return path
}

/** Where a unit may not be moved: to itself and what is below it. */
export function withBelow(units: readonly OrgUnitRead[], id: string): Set<string> {
  const own = units.filter(
    (unit) => unit.id === id || above(units, unit.id).some((parent) => parent.id === id),
  )
  return new Set(own.map((unit) => unit.id))
}

/** The other units somebody heads as well: who stands at two places of the tree is marked at both. */
export function otherUnitsHeaded(units: readonly OrgUnitRead[], unit: OrgUnitRead): OrgUnitRead[] {
  const head = unit.head?.employee_id
  if (!head) return []
  return units.filter((other) => other.id !== unit.id && other.head?.employee_id === head)
}
