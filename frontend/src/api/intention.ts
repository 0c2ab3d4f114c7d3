import { idempotencyKey } from './client'

/** The header for one intention: the same form sent again keeps its key, a changed one is something new. */
export function useIntention() {
  let sent = ''
  let key = ''
  return (body: unknown): { 'Idempotency-Key': string } => {
    const now = JSON.stringify(body)
    if (now !== sent) {
      sent = now
      key = idempotencyKey()
    }
    return { 'Idempotency-Key': key }
  }
}
