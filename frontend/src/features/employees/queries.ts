import { keepPreviousData, queryOptions, type QueryKey } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations, OrgUnitRead } from '@/api/schema'

type Asked<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>
const UNITS_AT_ONCE = 200

export const employeesOptions = (query: Asked<'list_employees'>) =>
  queryOptions({
    queryKey: ['employees', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/employees', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const employeeOptions = (employee_id: string) =>
  queryOptions({
    queryKey: ['employee', employee_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/employees/{employee_id}', { params: { path: { employee_id } }, signal })),
  })

/** All units one may see: a tree is of no use by pages, so they are fetched page after page. */
export const unitsOptions = queryOptions({
  queryKey: ['org-units'],
  queryFn: async ({ signal }) => {
    const units: OrgUnitRead[] = []
    for (let page = 1, total = 1; units.length < total; page++) {
      const answer = await unwrap(
        client.GET('/api/v1/org-units', { params: { query: { page, size: UNITS_AT_ONCE } }, signal }),
      )
      if (answer.items.length === 0) break
      units.push(...answer.items)
      total = answer.total
    }
    return units
  },
})

export const positionsOptions = (query: Asked<'list_positions'>) =>
  queryOptions({
    queryKey: ['positions', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/positions', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

/** The posts that have others below them, one a unit: whom a post can answer to. */
export const headPostsOptions = queryOptions({
  queryKey: ['positions', 'heads'],
  queryFn: async ({ signal }) => {
    const query = { is_head: true, active: true, size: 200, sort: 'unit' }
    return (await unwrap(client.GET('/api/v1/positions', { params: { query }, signal }))).items
  },
})

export const accountOptions = (account_id: string) =>
  queryOptions({
    queryKey: ['account', account_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/accounts/{account_id}', { params: { path: { account_id } }, signal })),
  })

export const accountsOptions = (query: Asked<'list_accounts'>) =>
  queryOptions({
    queryKey: ['accounts', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/accounts', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const importOptions = (import_id: string) =>
  queryOptions({
    queryKey: ['employee-import', import_id],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/employees/imports/{import_id}', { params: { path: { import_id } }, signal }),
      ),
    staleTime: Infinity,
  })

/** What shows people or posts, read anew after somebody came, changed, moved or went. */
export const afterPeopleChange = (employee_id?: string): QueryKey[] => [
  ...(employee_id ? [['employee', employee_id]] : []),
  ['employees'],
  ['positions'],
  ['org-units'],
]
