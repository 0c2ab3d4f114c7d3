import { keepPreviousData, queryOptions } from '@tanstack/vue-query'
import { client, download, ifMatch, unwrap } from '@/api/client'
import type { DocumentRead, LetterheadWrite } from '@/api/schema'

export const DOCUMENTS = ['documents'] as const
export const LETTERHEAD = ['letterhead'] as const

export interface DocumentListing {
  page: number
  size: number
  round_id: string
}

export const documentsOptions = (query: DocumentListing) =>
  queryOptions({
    queryKey: ['documents', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/documents', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })

export const roundOptions = (round_id: string) =>
  queryOptions({
    queryKey: ['rounds', round_id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/evaluation-rounds/{round_id}', { params: { path: { round_id } }, signal })),
  })

export type PaperName = 'sheet' | 'recap' | 'minutes'

/** The content of a paper. Asking for it the first time gives it its number, so nobody asks ahead of the reader. */
export const paperOptions = (paper: PaperName, id: string) =>
  queryOptions({
    queryKey: ['paper', paper, id],
    queryFn: ({ signal }) => unwrap(contentOf(paper, id, signal)),
    staleTime: 0,
    refetchOnReconnect: false,
  })

function contentOf(paper: PaperName, id: string, signal: AbortSignal) {
  if (paper === 'sheet')
    return client.GET('/api/v1/results/{result_id}/sheet', { params: { path: { result_id: id } }, signal })
  const params = { path: { round_id: id } }
  return paper === 'recap'
    ? client.GET('/api/v1/evaluation-rounds/{round_id}/recap', { params, signal })
    : client.GET('/api/v1/evaluation-rounds/{round_id}/minutes', { params, signal })
}

export function downloadPaper(paper: PaperName, id: string): Promise<void> {
  const parseAs = 'blob' as const
  if (paper === 'sheet')
    return download(
      client.GET('/api/v1/results/{result_id}/sheet.pdf', { params: { path: { result_id: id } }, parseAs }),
    )
  const params = { path: { round_id: id } }
  return download(
    paper === 'recap'
      ? client.GET('/api/v1/evaluation-rounds/{round_id}/recap.pdf', { params, parseAs })
      : client.GET('/api/v1/evaluation-rounds/{round_id}/minutes.pdf', { params, parseAs }),
  )
}

export function downloadScan(document_id: string): Promise<void> {
  return download(
    client.GET('/api/v1/documents/{document_id}/scan', {
      params: { path: { document_id } },
      parseAs: 'blob',
    }),
  )
}

export function attachScan(document_id: string, file: File, reason: string): Promise<DocumentRead> {
  const form = new FormData()
  form.append('file', file)
  if (reason) form.append('reason', reason)
  return unwrap(
    client.POST('/api/v1/documents/{document_id}/scan', {
      params: { path: { document_id } },
      body: { file: file.name, reason },
      bodySerializer: () => form,
    }),
  )
}

export const letterheadOptions = queryOptions({
  queryKey: LETTERHEAD,
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/office/letterhead', { signal })),
})

export function putLetterhead(body: LetterheadWrite, rowVersion: number) {
  return unwrap(client.PUT('/api/v1/office/letterhead', { headers: ifMatch(rowVersion), body }))
}

/** The posts whose holders may sign for a unit: those at its head. */
export const signatoryPostsOptions = queryOptions({
  queryKey: ['positions', 'heads'],
  queryFn: ({ signal }) =>
    unwrap(
      client.GET('/api/v1/positions', {
        params: { query: { page: 1, size: 200, is_head: true, active: true } },
        signal,
      }),
    ),
})
