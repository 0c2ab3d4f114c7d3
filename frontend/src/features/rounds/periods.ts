import type { PeriodType } from '@/api/schema'

/** A period of the calendar as a form offers it; the name is the official Indonesian one. */
export interface Period {
  start: string
  end: string
  name: string
}

const MONTHS: Record<PeriodType, number> = { triwulan: 3, semester: 6, tahunan: 12 }
const WORDS: Record<PeriodType, string> = { triwulan: 'Triwulan', semester: 'Semester', tahunan: 'Tahunan' }
const ROMAN = ['I', 'II', 'III', 'IV']
const SOON_DAYS = 31

/** The periods of last year, this year and the next, the latest first. */
export function periodsAround(kind: PeriodType, today: string): Period[] {
  const year = Number(today.slice(0, 4))
  const count = 12 / MONTHS[kind]
  const numbers = Array.from({ length: count }, (_, place) => count - 1 - place)
  return [year + 1, year, year - 1].flatMap((each) => numbers.map((number) => periodOf(kind, each, number)))
}

/** The one that is over, or over within a month: what an officer who prepares a round most likely means. */
export function likelyPeriod(kind: PeriodType, today: string): Period | undefined {
  const soon = dayAfter(today, SOON_DAYS)
  return periodsAround(kind, today).find(({ end }) => end <= soon)
}

/** Nobody has written a name of his own: it may follow the period. */
export function isProposedName(name: string, today: string): boolean {
  const kinds = Object.keys(MONTHS) as PeriodType[]
  return (
    name === '' || kinds.some((kind) => periodsAround(kind, today).some((period) => period.name === name))
  )
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function periodOf(kind: PeriodType, year: number, number: number): Period {
  const first = number * MONTHS[kind]
  const start = new Date(Date.UTC(year, first, 1)).toISOString().slice(0, 10)
  const end = new Date(Date.UTC(year, first + MONTHS[kind], 0)).toISOString().slice(0, 10)
  const part = kind === 'tahunan' ? '' : `${ROMAN[number]} `
  return { start, end, name: `${WORDS[kind]} ${part}${year}` }
}
