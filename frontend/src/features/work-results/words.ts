import type { WorkResultRead } from '@/api/schema'
import { formatNumber } from '@/i18n/dates'
import { t } from './texts'

export type Code = 1 | 2 | 3
export const CODES: readonly Code[] = [1, 2, 3]

/** "Sesuai ekspektasi", "SKP 105,50", or that nothing is entered yet. */
export function workInWords({ code, skp }: WorkResultRead): string {
  if (skp !== null) return t('skpValue', { value: formatNumber(skp, 2) })
  return code === null ? t('notEntered') : t(`code_${code as Code}`)
}

/** What was typed as a figure, with comma or point; null where it is none. The API judges the range. */
export function figureOf(typed: string): number | null {
  const plain = typed.trim().replace(',', '.')
  return /^\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : null
}
