import type { ResultListItem } from '@/api/schema'
import { t } from './texts'

/** Only what the API proposes as a whole can be agreed to as it is; the rest wants a decision of its own. */
export function canBeConfirmed(row: ResultListItem): boolean {
  return row.actions.includes('decide_result') && Boolean(row.proposal?.predicate)
}

/** "Hasil kerja sesuai ekspektasi, perilaku di atas ekspektasi" */
export function ratingsInWords(row: ResultListItem): string {
  const { work_rating, behaviour_rating } = row.proposal ?? {}
  const parts = [
    work_rating && t('workWord', { rating: work_rating.text.toLowerCase() }),
    behaviour_rating && t('behaviourWord', { rating: behaviour_rating.text.toLowerCase() }),
  ]
  const words = parts.filter(Boolean).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export interface RoundGroup {
  id: string
  name: string
  rows: ResultListItem[]
}

/** The rows of a list under the round they belong to, in the order the API gave. */
export function byRound(rows: readonly ResultListItem[]): RoundGroup[] {
  const groups = new Map<string, RoundGroup>()
  for (const row of rows) {
    const group = groups.get(row.round.id) ?? { id: row.round.id, name: row.round.name, rows: [] }
    group.rows.push(row)
    groups.set(row.round.id, group)
  }
  return [...groups.values()]
}
