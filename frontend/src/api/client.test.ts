import { afterEach, describe, expect, it, vi } from 'vitest'
import { client, unwrap } from './client'
import { ApiError, faultsByField } from './problem'
import { pendingStepUp } from './step-up'

const problem = (status: number, code: string, errors: object[] = []) =>
  new Response(
    JSON.stringify({ code, detail: 'Tidak.', title: 'Tidak.', status, type: '', request_id: 'r', errors }),
    {
      status,
      headers: { 'content-type': 'application/problem+json' },
    },
  )
const answers = (...list: (Response | Error)[]) => {
  const fetched = vi.fn<(request: Request) => Promise<Response>>()
  for (const each of list) {
    if (each instanceof Error) fetched.mockRejectedValueOnce(each)
    else fetched.mockResolvedValueOnce(each)
  }
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const signOut = () => unwrap(client.POST('/api/v1/auth/sign-out', { fetch: (request) => fetch(request) }))

afterEach(() => vi.unstubAllGlobals())

describe('the client', () => {
  it('tells a refusal with its fields', async () => {
    answers(problem(422, 'invalid', [{ pointer: '/roles/0/unit_id', code: 'x', message: 'Pilih unit.' }]))
    const error = await signOut().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(faultsByField(error)).toEqual({ 'roles.0.unit_id': 'Pilih unit.' })
  })

  it('calls a dead line offline, worth another try', async () => {
    answers(new TypeError('Failed to fetch'))
    const error = (await signOut().catch((thrown: unknown) => thrown)) as ApiError
    expect([error.status, error.code, error.isPassing]).toEqual([0, 'offline', true])
  })

  it('sends the same request again once the passphrase was entered', async () => {
    const fetched = answers(problem(403, 'step_up_required'), new Response(null, { status: 204 }))
    const sent = signOut()
    await vi.waitFor(() => expect(pendingStepUp.value).not.toBeNull())
    pendingStepUp.value?.settle(true)
    await sent
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('asks for a file again once the passphrase was entered', async () => {
    const fetched = answers(problem(403, 'step_up_required'), new Response('{}', { status: 200 }))
    const asked = unwrap(client.GET('/api/v1/me', { fetch: (request) => fetch(request) }))
    await vi.waitFor(() => expect(pendingStepUp.value).not.toBeNull())
    pendingStepUp.value?.settle(true)
    await asked
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('leaves the refusal as it is when the person turns back', async () => {
    answers(problem(403, 'step_up_required'))
    const sent = signOut().catch((thrown: unknown) => (thrown as ApiError).code)
    await vi.waitFor(() => expect(pendingStepUp.value).not.toBeNull())
    pendingStepUp.value?.settle(false)
    expect(await sent).toBe('step_up_required')
  })
})
