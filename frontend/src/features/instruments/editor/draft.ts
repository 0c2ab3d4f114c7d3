import { useQueryClient } from '@tanstack/vue-query'
import { computed, inject, onBeforeUnmount, provide, reactive, ref, watch, type ComputedRef } from 'vue'
import { client, ifMatch, unwrap } from '@/api/client'
import { ApiError, faultsByField } from '@/api/problem'
import type { VersionRead } from '@/api/schema'
import { faultsByPlace } from '../faults'
import { contentOf } from './content'

/** Saving is written into the audit log, so it waits for a pause; changing the part or leaving saves at once. */
const PAUSE_MS = 5_000
const FAULTS = Symbol('faults')

export type DraftState = 'saved' | 'changed' | 'saving' | 'failed'

/** A draft under the hand: what is typed, what the server has of it, and what it says is wrong with it. */
export function useVersionDraft(first: VersionRead) {
  const queries = useQueryClient()
  const content = reactive(contentOf(first))
  const version = ref(first)
  const state = ref<DraftState>('saved')
  const savedAt = ref<string | null>(null)
  const error = ref<unknown>(null)
  let timer = 0
  let running: Promise<void> | null = null

  watch(content, () => {
    state.value = 'changed'
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), PAUSE_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))

  /** One saving at a time; what was typed meanwhile follows at once. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    await running
    if (state.value !== 'changed' && state.value !== 'failed') return
    running = send().finally(() => (running = null))
    await running
  }

  async function send(): Promise<void> {
    state.value = 'saving'
    try {
      version.value = await unwrap(
        client.PUT('/api/v1/instrument-versions/{version_id}', {
          params: { path: { version_id: first.id } },
          headers: ifMatch(version.value.row_version),
          body: content,
        }),
      )
      error.value = null
      savedAt.value = new Date().toISOString()
      queries.setQueryData(['instrument-version', first.id], version.value)
      settle('saved')
    } catch (problem) {
      error.value = problem
      settle('failed')
    }
  }
  /** Typing during the saving has set the state already, and stays unsaved. */
  function settle(now: DraftState) {
    if (state.value === 'saving') state.value = now
  }

  const faults = computed(() => ({
    ...faultsByPlace(version.value.faults),
    ...(error.value instanceof ApiError ? faultsByField(error.value) : {}),
  }))
  provide(FAULTS, faults)
  return { content, version, state, savedAt, error, faults, save }
}

/** What is wrong at a place, e.g. `values.0.items.1.text`. */
export function useFaults(): (place: string) => string | undefined {
  const faults = inject<ComputedRef<Record<string, string>> | null>(FAULTS, null)
  return (place) => faults?.value[place]
}
