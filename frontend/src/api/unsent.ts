/**
 * What was entered and has not reached the server yet. Office PCs are shared: an entry is kept under the person's and
 * the task's id, dropped as soon as the server has it, at sign-out, and after 24 hours. Where the person said that the
 * device is shared it survives a reload of its tab, and ends with the tab.
 */
const PREFIX = 'unsent:'
const LIFE_MS = 24 * 60 * 60 * 1000

/** What the open forms do before the person signs out: send what is not sent yet. */
export const unsentForms = new Set<() => Promise<void>>()

const PLACES: readonly Storage[] = [localStorage, sessionStorage]
let place: Storage = localStorage

export function keepInThisTabOnly(isShared: boolean): void {
  place = isShared ? sessionStorage : localStorage
}

interface Kept<T> {
  at: number
  value: T
}

export function keepUnsent(account: string, task: string, value: unknown): void {
  try {
    place.setItem(key(account, task), JSON.stringify({ at: Date.now(), value } satisfies Kept<unknown>))
  } catch {
    // private windows may refuse: the form itself still holds everything
  }
}

export function readUnsent<T>(account: string, task: string): T | null {
  forgetLapsed()
  return keptAt<T>(place, key(account, task))?.value ?? null
}

export function dropUnsent(account: string, task: string): void {
  place.removeItem(key(account, task))
}

/** What another person left here yesterday goes as soon as anybody opens the dashboard. */
forgetLapsed()

export function forgetUnsent(): void {
  forget(() => true)
}

function forgetLapsed(): void {
  forget((kept) => Date.now() - (kept?.at ?? 0) > LIFE_MS)
}

function forget(isOver: (kept: Kept<unknown> | null) => boolean): void {
  for (const each of PLACES)
    for (const name of Object.keys(each))
      if (name.startsWith(PREFIX) && isOver(keptAt(each, name))) each.removeItem(name)
}

function keptAt<T>(where: Storage, name: string): Kept<T> | null {
  try {
    return JSON.parse(where.getItem(name) ?? 'null') as Kept<T> | null
  } catch {
    return null // not ours, or cut off: as good as nothing
  }
}

function key(account: string, task: string): string {
  return `${PREFIX}${account}:${task}`
}
