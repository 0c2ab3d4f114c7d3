import { useMutation, useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { computed } from 'vue'
import { faultsByField } from './problem'

/**
 * One thing a person does: `const { run, busy, error, faults } = useAction({ act, refresh: [['rounds']], done })`.
 * `refresh` names what the screen must read anew; `run` never throws, the error stays visible where it happened.
 */
export function useAction<Input, Output>(options: {
  act: (input: Input) => Promise<Output>
  refresh?: readonly QueryKey[]
  done?: (output: Output, input: Input) => unknown
}) {
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: options.act,
    networkMode: 'always',
    onSuccess: async (output: Output, input: Input) => {
      await Promise.all((options.refresh ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })))
      await options.done?.(output, input)
    },
  })
  return {
    run: (input: Input) => {
      if (!mutation.isPending.value) mutation.mutate(input)
    },
    busy: mutation.isPending,
    error: mutation.error,
    faults: computed(() => faultsByField(mutation.error.value)),
    reset: mutation.reset,
  }
}
