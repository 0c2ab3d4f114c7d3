import { client, unwrap } from '@/api/client'

/** The file as a form: once to be checked, once to be applied. */
export function sendList(round_id: string, file: File, dry_run: boolean) {
  const form = new FormData()
  form.append('file', file)
  form.append('dry_run', String(dry_run))
  return unwrap(
    client.POST('/api/v1/evaluation-rounds/{round_id}/work-results/import', {
      params: { path: { round_id } },
      body: { file: '', dry_run: dry_run ? 'true' : 'false' }, // described for the types; `form` is what goes out
      bodySerializer: () => form,
    }),
  )
}
