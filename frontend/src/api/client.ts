import createClient, { type Middleware } from 'openapi-fetch'
import { ApiError } from './problem'
import type { paths, Problem } from './schema'
import { askForStepUp } from './step-up'

/** The typed way to the API. The session is a cookie no script can read; the language is a cookie too. */
export const client = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })

const unsent = new Map<string, Request>()

/** Asks for the passphrase where an operation wants it entered again, then sends the same request once more. */
const stepUp: Middleware = {
  onRequest({ request, id }) {
    if (request.method !== 'GET') unsent.set(id, request.clone())
  },
  async onResponse({ request, response, id }) {
    const again = unsent.get(id) ?? (request.method === 'GET' ? request : undefined)
    unsent.delete(id)
    if (response.status !== 403 || !again) return undefined
    const problem = (await response
      .clone()
      .json()
      .catch(() => null)) as Problem | null
    if (problem?.code !== 'step_up_required' || !(await askForStepUp())) return undefined
    return fetch(again)
  },
  onError({ id }) {
    unsent.delete(id)
    return new ApiError(0, null)
  },
}
client.use(stepUp)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The data, or an `ApiError`: `await unwrap(client.GET('/api/v1/me'))`. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await answer
  if (!response.ok) throw new ApiError(response.status, isProblem(error) ? error : null)
  return data as NonNullable<T>
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
}

/** The version a change was made from; somebody faster → 412. */
export function ifMatch(rowVersion: number): { 'If-Match': string } {
  return { 'If-Match': `"${rowVersion}"` }
}

/** One key for one intention: a second click or a retry creates nothing twice. */
export function idempotencyKey(): string {
  return crypto.randomUUID()
}

/** Gives a file the API answered with to the person; the name comes from the server. */
export async function download(answer: Promise<Answer<unknown>>): Promise<void> {
  const { error, data, response } = await answer
  if (!response.ok) throw new ApiError(response.status, isProblem(error) ? error : null)
  const name =
    /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'unduhan'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(data as Blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
