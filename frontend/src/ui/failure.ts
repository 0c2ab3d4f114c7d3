/** What the kit needs to know of an error; the API's errors have this shape. */
export interface Failure {
  status: number
  message: string
  problem?: { detail: string; request_id: string; errors: { pointer: string; message: string }[] } | null
}

export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number') {
    return error as Failure
  }
  return { status: -1, message: String(error), problem: null }
}
