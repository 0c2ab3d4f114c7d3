/** Who said it: each kind has a colour, a dash and a marker, so that nobody depends on colour alone. */
export type Kind = 'self' | 'superior' | 'peer' | 'subordinate'

export interface Look {
  stroke: string
  fill: string
  /** `stroke-dasharray`; none for a solid line */
  dash: string | undefined
}

export const LOOKS: Readonly<Record<Kind, Look>> = {
  self: { stroke: 'stroke-self', fill: 'fill-self', dash: undefined },
  superior: { stroke: 'stroke-superior', fill: 'fill-superior', dash: '7 4' },
  peer: { stroke: 'stroke-peer', fill: 'fill-peer', dash: '2 3' },
  subordinate: { stroke: 'stroke-subordinate', fill: 'fill-subordinate', dash: '10 3 2 3' },
}

/** Whether a word of the API names a series the charts can draw. */
export function isKind(word: string): word is Kind {
  return word in LOOKS
}
