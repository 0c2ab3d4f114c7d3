import { client, ifMatch, unwrap } from '@/api/client'
import type { DecisionWrite, ResultRead } from '@/api/schema'
import { useAction } from '@/api/use-action'
import { AFTER_DECISION } from './queries'

/** Whether the caller only writes down what an official outside the system decided. */
export function recordsExternal({ actions }: ResultRead): boolean {
  return actions.includes('record_external_decision')
}

/** Deciding lives beside the form, not in it: the form goes once the result is read anew, what follows must be told. */
export function useDeciding(result: () => ResultRead, saved: () => unknown) {
  return useAction({
    act(body: DecisionWrite) {
      const { id, row_version } = result()
      const request = { params: { path: { result_id: id } }, headers: ifMatch(row_version), body }
      return recordsExternal(result())
        ? unwrap(client.PUT('/api/v1/results/{result_id}/external-decision', request))
        : unwrap(client.PUT('/api/v1/results/{result_id}/decision', request))
    },
    refresh: AFTER_DECISION,
    done: saved,
  })
}
