import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, download, unwrap } from '@/api/client'
import type { ObjectionRead } from '@/api/schema'

export const OBJECTIONS = ['objections'] as const
/** What an act on an objection changes elsewhere: the result, the counts on the first screen. */
export const TOUCHED = [OBJECTIONS, ['results'], ['my-overview']] as const

export interface ObjectionListing {
  page: number
  size: number
  open?: boolean
  waiting_for_me?: boolean
}

export const objectionsOptions = (query: ObjectionListing) =>
  queryOptions({
    queryKey: [...OBJECTIONS, query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/objections', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const objectionOptions = (objection_id: string) =>
  queryOptions({
    queryKey: [...OBJECTIONS, { objection_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/objections/{objection_id}', { params: { path: { objection_id } }, signal })),
  })

export const termsOptions = (result_id: string) =>
  queryOptions({
    queryKey: [...OBJECTIONS, 'terms', { result_id }],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/results/{result_id}/objection-terms', {
          params: { path: { result_id } },
          signal,
        }),
      ),
  })

export const resultOptions = (result_id: string) =>
  queryOptions({
    queryKey: ['results', { result_id }],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/results/{result_id}', { params: { path: { result_id } }, signal })),
  })

export function attachEvidence(objection_id: string, file: File, caption: string): Promise<ObjectionRead> {
  const form = new FormData()
  form.append('file', file)
  form.append('caption', caption)
  return unwrap(
    client.POST('/api/v1/objections/{objection_id}/evidence', {
      params: { path: { objection_id } },
      body: { file: file.name, caption },
      bodySerializer: () => form,
    }),
  )
}

export function downloadEvidence(objection_id: string, evidence_id: string): Promise<void> {
  return download(
    client.GET('/api/v1/objections/{objection_id}/evidence/{evidence_id}', {
      params: { path: { objection_id, evidence_id } },
      parseAs: 'blob',
    }),
  )
}
