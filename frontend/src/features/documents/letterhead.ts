import type { LetterheadRead, LetterheadWrite } from '@/api/schema'

/** The letterhead as a form holds it: three lines of which the last ones may be empty, and a post or nobody. */
export interface Draft {
  line1: string
  line2: string
  line3: string
  address_line: string
  place: string
  number_pattern: string
  signatory_position_id: string | null
  signatory_title: string
  on_behalf_of: string
}

export function draftOf(read: LetterheadRead): Draft {
  const [line1 = '', line2 = '', line3 = ''] = read.lines
  const { address_line, place, number_pattern, signatory_position_id, signatory_title, on_behalf_of } = read
  return {
    line1,
    line2,
    line3,
    address_line,
    place,
    number_pattern,
    signatory_position_id,
    signatory_title,
    on_behalf_of,
  }
}

export function bodyOf({ line1, line2, line3, ...rest }: Draft): LetterheadWrite {
  return { ...rest, lines: [line1, line2, line3].map((line) => line.trim()).filter(Boolean) }
}
