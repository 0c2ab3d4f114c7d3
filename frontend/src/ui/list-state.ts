import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Filters, sorting and page of a list live in the address: they survive a reload and can be sent to a colleague. */
export function useListState<Key extends string>(
  keys: readonly Key[],
  defaultSize = window.innerWidth < 640 ? 25 : 50,
) {
  const route = useRoute()
  const router = useRouter()

  const page = computed(() => Math.max(1, Number(route.query.page) || 1))
  const filters = computed(() => {
    const set: Partial<Record<Key, string>> = {}
    for (const key of keys) {
      const value = route.query[key]
      if (typeof value === 'string' && value !== '') set[key] = value
    }
    return set
  }) as ComputedRef<Partial<Record<Key, string>>>

  function setFilter(key: Key, value: string | null | undefined) {
    void router.replace({ query: { ...route.query, [key]: value || undefined, page: undefined } })
  }
  function setPage(wanted: number) {
    void router.push({ query: { ...route.query, page: wanted > 1 ? String(wanted) : undefined } })
  }
  return { page, size: defaultSize, filters, setFilter, setPage }
}

/** The values of one filter as tabs with an address each; the first of them, without a value, shows everything. */
export function filterTabs(
  key: string,
  chosen: string | undefined,
  choices: readonly (readonly [string | undefined, string])[],
) {
  return choices.map(([value, text]) => ({
    to: { query: value === undefined ? {} : { [key]: value } },
    text,
    current: value === chosen,
  }))
}
