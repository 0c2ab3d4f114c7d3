import { useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { nextTick, watch, type Ref } from 'vue'
import type { RoundRead } from '@/api/schema'
import { useAction } from '@/api/use-action'
import { showToast } from '@/ui/toasts'
import { roundOptions, ROUNDS } from './queries'

/** Something asked for in a dialog: once done it closes, says so, and whatever shows the round is read again. */
export function useAsked<Output>(options: {
  open: Ref<boolean>
  act: () => Promise<Output>
  said: (output: Output) => string
  also?: readonly QueryKey[]
  /** empties the form whenever the dialog is opened */
  fresh?: () => void
}) {
  const { run, busy, error, faults, reset } = useAction({
    act: () => options.act(),
    refresh: [ROUNDS, ...(options.also ?? [])],
    done(output) {
      options.open.value = false
      showToast(options.said(output))
    },
  })
  watch(options.open, (now) => {
    if (!now) return
    reset()
    options.fresh?.()
  })
  return { ask: () => run(undefined), busy, error, faults }
}

/** Shows a round in its new state at once: what only a draft answers (launch check, plan) is not asked for again. */
export function useArrival() {
  const queries = useQueryClient()
  return async (round: RoundRead) => {
    queries.setQueryData(roundOptions(round.id).queryKey, round)
    await nextTick()
    return round
  }
}
