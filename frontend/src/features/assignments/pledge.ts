import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import { useAction } from '@/api/use-action'

const PLEDGE = ['silence-pledge'] as const

function pledgeOptions(roundId: string) {
  const path = { round_id: roundId }
  return queryOptions({
    queryKey: [...PLEDGE, path],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}/silence-pledge', { params: { path }, signal })),
    staleTime: 0,
  })
}

/** The duty of silence of one round: its text, and accepting exactly the wording that was read. */
export function usePledge(roundId: string, done?: () => unknown) {
  const queries = useQueryClient()
  const query = useQuery(pledgeOptions(roundId))
  const { run, busy, error } = useAction({
    async act() {
      const params = { path: { round_id: roundId } }
      const body = { version: query.data.value?.version ?? 0 }
      try {
        return await unwrap(
          client.POST('/api/v1/evaluation-rounds/{round_id}/silence-pledge', { params, body }),
        )
      } catch (failure) {
        // its wording may be another by now: that one is read before it is accepted
        void queries.invalidateQueries({ queryKey: PLEDGE })
        throw failure
      }
    },
    refresh: [PLEDGE],
    done,
  })
  return { query, accept: () => run(undefined), busy, error }
}
