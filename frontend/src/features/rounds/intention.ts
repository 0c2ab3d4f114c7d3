import { idempotencyKey } from '@/api/client'

/** One key for one intention: the same body sent again keeps its key, another body gets a new one. */
export function useIntention() {
  let key = idempotencyKey()
  let last = ''
  return (body: unknown) => {
    const now = JSON.stringify(body)
    if (last !== '' && now !== last) key = idempotencyKey()
    last = now
    return { 'Idempotency-Key': key }
  }
}
