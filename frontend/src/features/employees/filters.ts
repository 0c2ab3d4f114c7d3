import type { Employment, PositionClass } from '@/api/schema'

/** What the list of people can be narrowed by, as it stands in the address. */
export const EMPLOYEE_FILTERS = [
  'search',
  'unit',
  'employment',
  'position_class',
  'active',
  'account_status',
  'without_superior',
  'sort',
] as const
export type EmployeeFilter = (typeof EMPLOYEE_FILTERS)[number]

export const POSITION_CLASSES = ['administrator', 'pengawas', 'fungsional', 'pelaksana'] as const
/** Beside the name, by which the list is sorted unless something else is wished. */
export const SORTS = [
  { value: 'unit', text: 'sort_unit' },
  { value: '-rank', text: 'sort_rankHigh' },
  { value: 'rank', text: 'sort_rankLow' },
] as const

/** What the API is asked for. Those who left are shown only when asked for. */
export function askedOf(filters: Partial<Record<EmployeeFilter, string>>, page: number, size: number) {
  return {
    active: filters.active !== 'false',
    page,
    size,
    ...(filters.search && { search: filters.search }),
    ...(filters.unit && { unit: filters.unit }),
    ...(filters.employment && { employment: filters.employment as Employment }),
    ...(filters.position_class && { position_class: filters.position_class as PositionClass }),
    ...(filters.account_status === 'invited' && { account_status: 'invited' as const }),
    ...(filters.without_superior && { without_superior: filters.without_superior === 'true' }),
    ...(filters.sort && { sort: filters.sort }),
  }
}
