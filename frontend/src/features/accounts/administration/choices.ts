import type { AccountStatus, RoleGrantCreate } from '@/api/schema'

export type GrantableRole = RoleGrantCreate['role']

/** What the list of accounts can be narrowed by, as it stands in the address. */
export const ACCOUNT_FILTERS = ['search', 'status', 'role', 'sort'] as const
export type AccountFilter = (typeof ACCOUNT_FILTERS)[number]

export const STATUSES: readonly AccountStatus[] = ['invited', 'active', 'disabled']
export const GRANTABLE: readonly GrantableRole[] = ['hr_officer', 'head', 'auditor', 'administrator']

export function askedOf(filters: Partial<Record<AccountFilter, string>>, page: number, size: number) {
  return {
    page,
    size,
    ...(filters.search && { search: filters.search }),
    ...(filters.status && { status: filters.status as AccountStatus }),
    ...(filters.role && { role: filters.role as GrantableRole }),
    ...(filters.sort && { sort: filters.sort }),
  }
}
