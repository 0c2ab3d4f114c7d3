import type { ActivityKind } from '@/api/schema'

/** What the catalogue can be narrowed by, as it stands in the address. */
export const COURSE_FILTERS = ['search', 'kind', 'value', 'active'] as const
export type CourseFilter = (typeof COURSE_FILTERS)[number]

/** What the API is asked for. What is no longer offered is shown only when asked for. */
export function askedOf(filters: Partial<Record<CourseFilter, string>>, page: number, size: number) {
  return {
    page,
    size,
    active: filters.active !== 'false',
    ...(filters.search && { search: filters.search }),
    ...(filters.kind && { kind: filters.kind as ActivityKind }),
    ...(filters.value && { value: filters.value }),
  }
}
