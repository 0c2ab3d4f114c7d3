import { queryOptions } from '@tanstack/vue-query'
import { client, unwrap } from '@/api/client'

export const DIALOGUES = ['dialogues'] as const

export interface DialogueKey {
  round_id: string
  participant_id: string
}

export const dialogueOptions = (path: DialogueKey) =>
  queryOptions({
    queryKey: [...DIALOGUES, path],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/evaluation-rounds/{round_id}/participants/{participant_id}/dialogue', {
          params: { path },
          signal,
        }),
      ),
  })

export const myDialoguesOptions = (query: { page?: number; waiting_for_me?: boolean }) =>
  queryOptions({
    queryKey: [...DIALOGUES, 'mine', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me/dialogues', { params: { query }, signal })),
  })
