import { reactive } from 'vue'
import type { EmployeeRead } from '@/api/schema'

/** What an officer enters about a person; the API reads the rest from the NIP. */
export function useEmployeeForm(known?: EmployeeRead) {
  return reactive({
    nip: known?.nip ?? '',
    name: known?.name ?? '',
    title_before: known?.title_before ?? '',
    title_after: known?.title_after ?? '',
    rank: known?.rank ?? '',
    rank_since: known?.rank_since ?? '',
    education: known?.education ?? '',
    appointed_on: known?.appointed_on ?? '',
    email: known?.email ?? '',
  })
}
export type EmployeeForm = ReturnType<typeof useEmployeeForm>

/** An empty date or address is none. */
export function bodyOf(form: EmployeeForm) {
  return {
    ...form,
    rank_since: form.rank_since || null,
    appointed_on: form.appointed_on || null,
    email: form.email || null,
  }
}
export const SHOWN_FIELDS = [
  'nip',
  'name',
  'title_before',
  'title_after',
  'rank',
  'rank_since',
  'education',
  'appointed_on',
  'email',
]
