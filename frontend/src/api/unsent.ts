/**
 * What was entered and has not reached the server yet. Office PCs are shared: an entry is kept under the person's and
 * the task's id, dropped as soon as the server has it, at sign-out, and after 24 hours.
 */
const PREFIX = 'unsent:'
const LIFE_MS = 24 * 60 * 60 * 1000

/** What the open forms do before the person signs out: send what is not sent yet. */
export const unsentForms = new Set<() => Promise<void>>()

interface Kept<T> {
  at: number
  value: T
}

export function keepUnsent(account: string, task: string, value: unknown): void {
  try {
    localStorage.setItem(
      key(account, task),
      JSON.stringify({ at: Date.now(), value } satisfies Kept<unknown>),
    )
  } catch {
    // private windows may refuse: the form itself still holds everything
  }
}

export function readUnsent<T>(account: string, task: string): T | null {
  forgetLapsed()
  return keptAt<T>(key(account, task))?.value ?? null
}

export function dropUnsent(account: string, task: string): void {
  localStorage.removeItem(key(account, task))
}

/** What another person left here yesterday goes as soon as anybody opens the dashboard. */
forgetLapsed()

export function forgetUnsent(): void {
  for (const each of ours()) localStorage.removeItem(each)
}

function forgetLapsed(): void {
  for (const each of ours()) {
    if (Date.now() - (keptAt(each)?.at ?? 0) > LIFE_MS) localStorage.removeItem(each)
  }
}

function keptAt<T>(name: string): Kept<T> | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Kept<T> | null
  } catch {
    return null // not ours, or cut off: as good as nothing
  }
}

function ours(): string[] {
  return Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))
}

function key(account: string, task: string): string {
  return `${PREFIX}${account}:${task}`
}
