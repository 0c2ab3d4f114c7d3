import { onScopeDispose, ref } from 'vue'
import { client, unwrap } from '@/api/client'
import { useAction } from '@/api/use-action'
import type { useDraft } from './draft'
import { sendOnceOnline } from './sending'

/** Hands the form in: once, whatever is clicked; without a line it waits, and the person may go on working instead. */
export function useSubmission(id: string, draft: ReturnType<typeof useDraft>, done: () => Promise<void>) {
  const waiting = ref(false)
  let patience = new AbortController()

  const { run, busy, error } = useAction({
    async act() {
      patience = new AbortController()
      await draft.hold()
      try {
        return await sendOnceOnline(submit, (is) => (waiting.value = is), patience.signal)
      } catch (failure) {
        draft.release()
        throw failure
      }
    },
    async done() {
      draft.finish()
      await done()
    },
  })
  function submit() {
    const { answers, comments } = draft.form
    return unwrap(
      client.POST('/api/v1/assignments/{assignment_id}/submission', {
        params: { path: { assignment_id: id } },
        body: { answers, comments },
      }),
    )
  }
  const cancel = () => patience.abort()
  onScopeDispose(cancel)
  return { send: () => run(undefined), cancel, busy, waiting, error }
}
