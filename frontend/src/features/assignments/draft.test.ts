import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, type EffectScope } from 'vue'
import { ApiError } from '@/api/problem'
import type { AssignmentRead, DraftSave, DraftSaved } from '@/api/schema'
import { keepUnsent, readUnsent } from '@/api/unsent'
import { useDraft } from './draft'

const NOTES = {
  missing: [],
  questions: [],
  comment_warnings: {},
  examples_wanted: [],
} as unknown as DraftSaved['notes']
const task = (answers: Record<string, number> = {}, version = 0) =>
  ({
    id: 'task',
    answers,
    comments: {},
    draft_version: version,
    draft_saved_text: null,
    notes: NOTES,
  }) as unknown as AssignmentRead
const saved = (body: DraftSave): DraftSaved => ({
  version: body.version + 1,
  saved_at: '2026-11-24T03:42:00Z',
  saved_text: 'Tersimpan 10.42 WIB',
  notes: NOTES,
})
const refused = (status: number) => new ApiError(status, null)

let scope: EffectScope
const line = {
  put: vi.fn<(body: DraftSave, keepalive: boolean) => Promise<DraftSaved>>(),
  read: vi.fn<() => Promise<AssignmentRead>>(),
  ended: vi.fn<() => void>(),
}
function open(from = task()) {
  scope = effectScope()
  const draft = scope.run(() => useDraft('me', from, line))
  if (!draft) throw new Error('no draft')
  return draft
}
async function later(ms: number) {
  await nextTick()
  await vi.advanceTimersByTimeAsync(ms)
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  line.put.mockReset().mockImplementation((body) => Promise.resolve(saved(body)))
  line.read.mockReset()
  line.ended.mockReset()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('a draft', () => {
  it('is sent once after a pause, with everything entered in between', async () => {
    const { form, status, savedText } = open()
    form.answers['1'] = 4
    await later(1_000)
    form.answers['2'] = 3
    await later(1_400)
    expect(line.put).not.toHaveBeenCalled()
    await later(200)
    expect(line.put).toHaveBeenCalledExactlyOnceWith(
      { version: 0, answers: { '1': 4, '2': 3 }, comments: {} },
      false,
    )
    expect([status.value, savedText.value]).toEqual(['saved', 'Tersimpan 10.42 WIB'])
  })

  it('leaves nothing on the machine once the server has it', async () => {
    const { form } = open()
    form.answers['1'] = 4
    await nextTick()
    expect(readUnsent('me', 'task')).not.toBeNull()
    await later(1_600)
    expect(readUnsent('me', 'task')).toBeNull()
  })

  it('is kept on the machine without a line and sent when the line is back', async () => {
    line.put.mockRejectedValueOnce(refused(0))
    const { form, status } = open()
    form.answers['1'] = 4
    await later(1_600)
    expect(status.value).toBe('offline')
    expect(readUnsent('me', 'task')).not.toBeNull()
    window.dispatchEvent(new Event('online'))
    await later(0)
    expect(status.value).toBe('saved')
    expect(line.put).toHaveBeenLastCalledWith({ version: 0, answers: { '1': 4 }, comments: {} }, false)
  })

  it('goes on from what was left unsent, upon what the server has meanwhile', async () => {
    keepUnsent('me', 'task', {
      changes: { answers: { '2': { from: null, to: 5 } }, comments: {} },
      clash: false,
    })
    const { form } = open(task({ '1': 3 }, 2))
    expect(form.answers).toEqual({ '1': 3, '2': 5 })
    await later(0)
    expect(line.put).toHaveBeenCalledWith({ version: 2, answers: { '1': 3, '2': 5 }, comments: {} }, false)
  })

  it('does not show what another account left on the machine', () => {
    keepUnsent('somebody else', 'task', {
      changes: { answers: { '2': { from: null, to: 5 } }, comments: {} },
      clash: false,
    })
    expect(open().form.answers).toEqual({})
  })

  it('asks when another device has changed the same answer, and sends nothing before the choice', async () => {
    line.put.mockRejectedValueOnce(refused(412))
    line.read.mockResolvedValue(task({ '1': 2, '3': 5 }, 7))
    const { form, status, clashes, choose } = open()
    form.answers['1'] = 4
    await later(1_600)
    expect([status.value, clashes.value]).toEqual(['clash', 1])
    form.answers['2'] = 1
    await later(5_000)
    expect(line.put).toHaveBeenCalledTimes(1)
    choose('mine')
    await later(1_600)
    expect(line.put).toHaveBeenLastCalledWith(
      { version: 7, answers: { '1': 4, '2': 1, '3': 5 }, comments: {} },
      false,
    )
  })

  it('takes the other device’s answers when they are chosen', async () => {
    line.put.mockRejectedValueOnce(refused(412))
    line.read.mockResolvedValue(task({ '1': 2 }, 7))
    const { form, status, choose } = open()
    form.answers['1'] = 4
    await later(1_600)
    choose('theirs')
    await later(1_600)
    expect([form.answers, status.value]).toEqual([{ '1': 2 }, 'saved'])
    expect(line.put).toHaveBeenCalledTimes(1)
    expect(readUnsent('me', 'task')).toBeNull()
  })

  it('joins different answers of two devices without a question', async () => {
    line.put.mockRejectedValueOnce(refused(412))
    line.read.mockResolvedValue(task({ '3': 5 }, 7))
    const { form, joined } = open()
    form.answers['1'] = 4
    await later(1_600)
    await later(1_600)
    expect(joined.value).toBe(true)
    expect(line.put).toHaveBeenLastCalledWith(
      { version: 7, answers: { '1': 4, '3': 5 }, comments: {} },
      false,
    )
  })

  it('knows its own save again whose answer was lost', async () => {
    line.put.mockRejectedValueOnce(refused(0)).mockRejectedValueOnce(refused(412))
    line.read.mockResolvedValue(task({ '1': 4 }, 1))
    const { form, joined, status } = open()
    form.answers['1'] = 4
    await later(1_600)
    form.answers['1'] = 3
    await later(1_600)
    await later(3_000)
    expect([joined.value, status.value]).toEqual([false, 'saved'])
    expect(line.put).toHaveBeenLastCalledWith({ version: 1, answers: { '1': 3 }, comments: {} }, false)
  })

  it('keeps what was entered when the session has ended', async () => {
    line.put.mockRejectedValueOnce(refused(401))
    const { form } = open()
    form.answers['1'] = 4
    await later(1_600)
    expect(line.ended).toHaveBeenCalledOnce()
    expect(readUnsent('me', 'task')).not.toBeNull()
  })

  it('is sent with keepalive when the page goes out of sight', async () => {
    const { form } = open()
    form.answers['1'] = 4
    await nextTick()
    window.dispatchEvent(new Event('pagehide'))
    expect(line.put).toHaveBeenCalledWith({ version: 0, answers: { '1': 4 }, comments: {} }, true)
  })

  it('sends nothing while the form is handed in', async () => {
    const { form, hold, finish } = open()
    form.answers['1'] = 4
    await nextTick()
    await hold()
    await later(5_000)
    finish()
    expect(line.put).not.toHaveBeenCalled()
    expect(readUnsent('me', 'task')).toBeNull()
  })
})
