import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Meeting = components['schemas']['MeetingRead']
export type Case = components['schemas']['CaseRead']
export type Signals = components['schemas']['SignalsRead']

export const meetingKey = (round_id: string) => ['calibration', { round_id }] as const

export const meetingOptions = (round_id: string) =>
  queryOptions({
    queryKey: meetingKey(round_id),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/calibration', {
          params: { path: { round_id } },
          signal,
        }),
      ),
  })
