/** What a form holds: an answer per item ("1", "2", …; 0: cannot judge), a comment per value, "" for the whole form. */
export interface Content {
  answers: Record<string, number>
  comments: Record<string, string>
}

interface Change<T> {
  from: T | null
  to: T | null
}
export interface Changes {
  answers: Record<string, Change<number>>
  comments: Record<string, Change<string>>
}

export function copyOf({ answers, comments }: Content): Content {
  return { answers: { ...answers }, comments: { ...comments } }
}

/** What was entered since the server had `confirmed`. An empty comment is no comment. */
export function changesBetween(confirmed: Content, now: Content): Changes {
  return {
    answers: difference(confirmed.answers, now.answers),
    comments: difference(written(confirmed.comments), written(now.comments)),
  }
}

export function isEmpty({ answers, comments }: Changes): boolean {
  return Object.keys(answers).length + Object.keys(comments).length === 0
}

export function isSame(one: Content, other: Content): boolean {
  return isEmpty(changesBetween(one, other))
}

/**
 * Puts own changes upon what another device left on the server. `clashes`: how many entries both have changed, and not
 * to the same; in `content` the own entry stands there.
 */
export function applyChanges(changes: Changes, theirs: Content): { content: Content; clashes: number } {
  const answers = overlay(changes.answers, theirs.answers)
  const comments = overlay(changes.comments, written(theirs.comments))
  return {
    content: { answers: answers.entries, comments: comments.entries },
    clashes: answers.clashes + comments.clashes,
  }
}

function written(comments: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(comments).filter(([, text]) => text.trim() !== ''))
}

function difference<T>(before: Record<string, T>, now: Record<string, T>): Record<string, Change<T>> {
  const changed: Record<string, Change<T>> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [from, to] = [before[key] ?? null, now[key] ?? null]
    if (from !== to) changed[key] = { from, to }
  }
  return changed
}

function overlay<T>(changes: Record<string, Change<T>>, theirs: Record<string, T>) {
  const entries = new Map(Object.entries(theirs))
  let clashes = 0
  for (const [key, { from, to }] of Object.entries(changes)) {
    const other = theirs[key] ?? null
    if (other !== from && other !== to) clashes += 1
    if (to === null) entries.delete(key)
    else entries.set(key, to)
  }
  return { entries: Object.fromEntries(entries) as Record<string, T>, clashes }
}
