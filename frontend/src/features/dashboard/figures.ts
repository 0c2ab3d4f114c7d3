import type { Point } from '@/charts/scale'
import type { RoundListItem, RoundStatus, UnitFigure } from '@/api/schema'

const SHOWN: readonly RoundStatus[] = ['open', 'closed', 'calculated', 'released', 'archived']

/** What a chart draws: the API's exact ten-thousandths for the place, its own text for the eye. */
export function pointOf(figure: UnitFigure | null | undefined): Point | null {
  return figure ? { value: figure.ten_thousandths / 10_000, text: figure.text } : null
}

/** The rounds there is something to see of, the newest first as the API gave them. */
export function choicesOf(rounds: readonly RoundListItem[]): RoundListItem[] {
  return rounds.filter(({ status }) => SHOWN.includes(status))
}

export type Move = 'up' | 'down' | 'same' | 'unknown'

/** Which way a figure went, judged by what is written: two equal texts did not move. */
export function moveOf(before: UnitFigure | null | undefined, now: UnitFigure | null | undefined): Move {
  if (!before || !now) return 'unknown'
  if (before.text === now.text) return 'same'
  return now.ten_thousandths > before.ten_thousandths ? 'up' : 'down'
}

/** "A, B dan C" in the language of the screen. */
export function joined(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
}
