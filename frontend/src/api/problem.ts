import type { Problem } from './schema'

/** What the API answered instead of what was asked for; `status` 0: there was no answer. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }

  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? 'offline' : 'unexpected')
  }

  /** The line was down or the server busy: worth another try. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429
  }
}

/** The messages at the fields: `/name` → `name`, `/roles/0/unit_id` → `roles.0.unit_id`. */
export function faultsByField(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || !error.problem) return {}
  const pairs = error.problem.errors.map((fault) => [
    fault.pointer.replace(/^\//, '').replaceAll('/', '.'),
    fault.message,
  ])
  return Object.fromEntries(pairs) as Record<string, string>
}
