import type { QueryKey } from '@tanstack/vue-query'
import { watch, type Ref } from 'vue'
import { useAction } from '@/api/use-action'
import { showToast } from '@/ui/toasts'
import { ROUNDS } from './queries'

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
  return { ask: () => run(undefined), busy, error, faults, reset }
}
