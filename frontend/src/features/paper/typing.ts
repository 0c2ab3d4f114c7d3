import type { PaperSheetRead } from '@/api/schema'

/** What a typist has entered so far: digits as typed, by item number; comments by value, "" for the general one. */
export interface Typed {
  digits: Record<string, string>
  comments: Record<string, string>
}

export const nothingTyped = (): Typed => ({ digits: {}, comments: {} })

export const isDigit = (text: string | undefined) => /^[0-5]$/.test(text ?? '')

/** Numbers of the items without a digit 0–5. */
export function unanswered(sheet: PaperSheetRead, typed: Typed): number[] {
  const numbers = sheet.values.flatMap(({ items }) => items.map(({ number }) => number))
  return numbers.filter((number) => !isDigit(typed.digits[number]))
}

/** As it is sent; comments that are blank are none. */
export function bodyOf(code: string, typed: Typed) {
  const answers = Object.entries(typed.digits).map(([item, digit]) => [item, Number(digit)] as const)
  const comments = Object.entries(typed.comments).filter(([, text]) => text.trim())
  return { code, answers: Object.fromEntries(answers), comments: Object.fromEntries(comments) }
}
