import type { ResultStatus } from '@/api/schema'
import type { ResultQuery } from './queries'

/** What the list of results can be narrowed by, as it stands in the address. */
export const RESULT_FILTERS = [
  'search',
  'round_id',
  'status',
  'predicate',
  'unit_id',
  'departs',
  'received',
  'near_cut',
  'to_decide',
  'sort',
] as const
export type ResultFilter = (typeof RESULT_FILTERS)[number]
export type SetFilters = Partial<Record<ResultFilter, string>>

/** What the API is asked for; the page first, as the server preloads it. */
export function askedOf(filters: SetFilters, page: number, size: number): ResultQuery {
  const { status, predicate, departs, received, near_cut, to_decide, ...plain } = filters
  return {
    page,
    size,
    ...plain,
    ...(status && { status: status as ResultStatus }),
    ...(predicate && { predicate: Number(predicate) }),
    ...(departs && { departs: departs === 'true' }),
    ...(received && { received: received === 'true' }),
    ...(near_cut && { near_cut: near_cut === 'true' }),
    ...(to_decide && { to_decide: to_decide === 'true' }),
  }
}
