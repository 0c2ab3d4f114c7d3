import { locale } from '@/i18n'

const LONGEST = 6 // digits behind the comma that are still shown as a decimal number
const FRACTION = /^(\d+)\/(\d+)$/
const DECIMAL = /^(\d{1,6})[.,](\d{1,5})$/

/** The API's exact number as people write it: "13/5" → "2,6"; what has no short decimal form stays a fraction. */
export function shownFigure(figure: string): string {
  const [, upper, lower] = FRACTION.exec(figure) ?? []
  if (!upper || !lower || Number(lower) === 0) return figure
  const value = Number(upper) / Number(lower)
  const isExact = Math.round(value * 10 ** LONGEST) * Number(lower) === Number(upper) * 10 ** LONGEST
  return isExact ? value.toLocaleString(locale(), { maximumFractionDigits: LONGEST }) : figure
}

/** What was typed as the API's exact number: "2,6" → "13/5"; anything else goes as it is, for the API to judge. */
export function figureOf(typed: string): string {
  const [, whole, decimals] = DECIMAL.exec(typed.trim()) ?? []
  if (!whole || !decimals) return typed.trim()
  const [upper, lower] = [Number(whole + decimals), 10 ** decimals.length]
  const common = greatestDivisor(upper, lower)
  return lower === common ? String(upper / common) : `${upper / common}/${lower / common}`
}

/** Basis points as per cent: 6050 → "60,5". */
export function shownPercent(basisPoints: number): string {
  return (basisPoints / 100).toLocaleString(locale(), { maximumFractionDigits: 2 })
}

/** "60,5" → 6050; what is no number becomes NaN, which the API refuses with its own words. */
export function basisPointsOf(typed: string): number {
  const text = typed.trim().replace(',', '.')
  return text === '' ? NaN : Number((Number(text) * 100).toFixed(LONGEST))
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
