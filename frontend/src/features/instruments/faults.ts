import type { FaultOfDraft, ValueContent } from '@/api/schema'
import { t } from './texts'

/** The parts of the editor: `umum`, `bobot`, `aturan`, or the place of a value (`1` is the first). */
export type Section = string
export const HEAD: Section = 'umum'
export const WEIGHTS: Section = 'bobot'
export const RULES: Section = 'aturan'

/** In which part of the editor the place a fault points at stands. */
export function sectionOf(pointer: string, values: readonly ValueContent[]): Section {
  const [, group, second, third] = pointer.split('/')
  if (group === 'values' && second !== undefined && Number(second) < values.length)
    return String(Number(second) + 1)
  if (group !== 'policy') return HEAD
  if (second === 'name' || second === 'proposes') return HEAD
  return second === 'sources' || (second === 'basis' && third === 'sources') ? WEIGHTS : RULES
}

/** A fault where it stands alone: which value it is about comes first. */
export function faultText(fault: FaultOfDraft, values: readonly ValueContent[]): string {
  const value = values[Number(/^\/values\/(\d+)/.exec(fault.pointer)?.[1] ?? -1)]
  return [value?.name || value?.code, messageOf(fault)].filter(Boolean).join(': ')
}

/** The API counts in basis points and names fields by their path; people read per cent and places. */
export function messageOf({ code, pointer, message }: FaultOfDraft): string {
  if (code === 'weights_total') return t('fault_weightsTotal')
  if (code === 'out_of_range' && pointer.endsWith('/weight_bp')) return t('fault_weightRange')
  if (code === 'order' && pointer !== '/policy/matrix') return t('fault_order')
  return message
}

/** By place, as the fields look them up: `values.0.items.1.text`. */
export function faultsByPlace(faults: readonly FaultOfDraft[]): Record<string, string> {
  const pairs = faults.map((fault) => [fault.pointer.slice(1).replaceAll('/', '.'), messageOf(fault)])
  return Object.fromEntries(pairs) as Record<string, string>
}
