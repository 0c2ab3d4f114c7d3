import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { operations } from '@/api/schema'

type Asked<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>

export const accountsOptions = (query: Asked<'list_accounts'>) =>
  queryOptions({
    queryKey: ['accounts', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/accounts', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const accountOptions = (account_id: string) =>
  queryOptions({
    queryKey: ['account', account_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/accounts/{account_id}', { params: { path: { account_id } }, signal })),
  })

/** The units a role can be for; an office has some dozens, so one answer holds them. */
export const unitChoiceOptions = queryOptions({
  queryKey: ['org-units', 'choice'],
  queryFn: ({ signal }) =>
    unwrap(
      client.GET('/api/v1/org-units', { params: { query: { page: 1, size: 200, active: true } }, signal }),
    ),
})

/** What shows an account, read anew after something was done to it. */
export const AFTER_ACCOUNT_CHANGE = [['account'], ['accounts']] as const
