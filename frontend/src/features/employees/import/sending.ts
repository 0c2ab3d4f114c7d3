import { client, download, unwrap } from '@/api/client'
import type { ImportRead } from '@/api/schema'

export interface ImportChoices {
  dry_run: boolean
  complete: boolean
  skip_faulty_rows: boolean
  confirmed: boolean
}

/** The list goes as a form with its file, the choices as words. */
export function formOf(file: File, choices: ImportChoices): FormData {
  const form = new FormData()
  form.append('file', file)
  for (const [name, chosen] of Object.entries(choices)) form.append(name, String(chosen))
  return form
}

export function sendList(file: File, choices: ImportChoices): Promise<ImportRead> {
  const word = (chosen: boolean) => (chosen ? 'true' : 'false')
  return unwrap(
    client.POST('/api/v1/employees/import', {
      body: {
        file: file.name,
        dry_run: word(choices.dry_run),
        complete: word(choices.complete),
        skip_faulty_rows: word(choices.skip_faulty_rows),
        confirmed: word(choices.confirmed),
      },
      bodySerializer: () => formOf(file, choices),
    }),
  )
}

export function downloadFindings(import_id: string): Promise<void> {
  return download(
    client.GET('/api/v1/employees/imports/{import_id}/errors.csv', {
      params: { path: { import_id } },
      parseAs: 'blob',
    }),
  )
}

/** Whether applying would do anything at all. */
export function changesAnything({ counts, absent }: ImportRead): boolean {
  const { created, changed, units_created, units_changed, positions_created, positions_changed } = counts
  return (
    created + changed + units_created + units_changed + positions_created + positions_changed > 0 ||
    absent.some((person) => person.kept_because === 'dry_run')
  )
}
