import { ApiError } from '@/api/problem'

const PATIENCE_MS = 10_000

/**
 * Sends until there is an answer; without a line it waits for it and tells `waiting`. The same form sent twice is
 * one form, so that trying again is harmless. `signal` ends the waiting.
 */
export async function sendOnceOnline<T>(
  send: () => Promise<T>,
  waiting: (is: boolean) => void,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    try {
      const answer = await send()
      waiting(false)
      return answer
    } catch (error) {
      const goesOn = error instanceof ApiError && error.isPassing && !signal.aborted
      waiting(goesOn)
      if (!goesOn) throw error
    }
    await lineOrPatience(signal)
  }
}

function lineOrPatience(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(done, PATIENCE_MS)
    function done() {
      window.clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
