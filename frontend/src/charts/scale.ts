/** All charts of figures share the form's own axis: 1 to 5, never stretched to make a difference look large. */
export const AXIS = [1, 2, 3, 4, 5] as const
const LOW = 1
const HIGH = 5

/** A figure as the API gives it: what is drawn, and what is written. */
export interface Point {
  value: number
  text: string
}

/** Where on the axis a figure lies, 0 to 1; what lies outside stays at the end. */
export function share(value: number): number {
  return Math.min(1, Math.max(0, (value - LOW) / (HIGH - LOW)))
}

/** The same as a length for SVG and CSS. */
export function percent(value: number): string {
  return `${Math.round(share(value) * 10_000) / 100}%`
}

/** From where on each step of the heat ramp begins; the lowest begins at 1. */
export const HEAT_FROM = [2.6, 3.2, 3.8, 4.4] as const

/** The step of the ramp, 1 (light) to 5 (dark). */
export function heatStep(value: number): number {
  return 1 + HEAT_FROM.filter((from) => value >= from).length
}

/** The corner of a radar for the axis number `index` of `count`; the first points upwards. */
export function corner(index: number, count: number, radius: number): { x: number; y: number } {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2
  return { x: round(radius * Math.cos(angle)), y: round(radius * Math.sin(angle)) }
}

/** The path through points in their order; where one is missing, the line has a gap instead of a guess. */
export function pathThrough(points: readonly ({ x: number; y: number } | null)[], closed = false): string {
  const whole = closed && points.every((point) => point !== null)
  // a ring with gaps still joins its last point with its first
  const walked = closed && !whole ? [...points, points[0] ?? null] : points
  const steps = walked.map((point, index) =>
    point ? `${index > 0 && walked[index - 1] ? 'L' : 'M'}${point.x} ${point.y}` : '',
  )
  return steps.join('') + (whole ? 'Z' : '')
}

/** A label in lines of at most `length` letters, broken between words; a longer word stays whole. */
export function wrapLabel(label: string, length: number): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
