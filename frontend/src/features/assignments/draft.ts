import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { ApiError } from '@/api/problem'
import type { AssignmentRead, DraftSave, DraftSaved } from '@/api/schema'
import { dropUnsent, keepUnsent, readUnsent, unsentForms } from '@/api/unsent'
import { applyChanges, changesBetween, copyOf, isEmpty, isSame, type Changes, type Content } from './content'

/** `clash`: another device has changed the same entries; nothing is sent until the person has chosen. */
export type DraftStatus = 'saved' | 'waiting' | 'saving' | 'offline' | 'clash' | 'refused' | 'signed-out'

interface Unsent {
  changes: Changes
  clash: boolean
}
interface Line {
  put: (body: DraftSave, keepalive: boolean) => Promise<DraftSaved>
  read: () => Promise<AssignmentRead>
  /** the session or the task has ended: whoever listens reads the task anew */
  ended: () => void
}

const DEBOUNCE_MS = 1_500
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 60_000

/** A form that saves itself: on the server as soon as it can, until then on this machine and nowhere else. */
export function useDraft(account: string, task: AssignmentRead, line: Line) {
  const form = reactive<Content>(copyOf(task))
  const status = ref<DraftStatus>('saved')
  const savedText = ref(task.draft_saved_text)
  const notes = shallowRef(task.notes)
  const problem = shallowRef<ApiError | null>(null)
  const clashes = ref(0)
  /** entries of another device were taken in without a question */
  const joined = ref(false)

  let confirmed = copyOf(task)
  let theirs: Content | null = null
  /** sent, and no answer came: one of them may be what the server has */
  let unanswered: Content[] = []
  let version = task.draft_version
  let retryMs = FIRST_RETRY_MS
  let timer = 0
  let running: Promise<void> | null = null
  let held = false
  let left = false

  const changes = () => changesBetween(confirmed, form)

  function keep() {
    const unsent: Unsent = { changes: changes(), clash: theirs !== null }
    if (isEmpty(unsent.changes)) dropUnsent(account, task.id)
    else keepUnsent(account, task.id, unsent)
  }
  function take(content: Content) {
    Object.assign(form, copyOf(content))
  }
  function schedule(ms: number) {
    window.clearTimeout(timer)
    // whoever opens the form again finds what is left on this machine
    if (!left) timer = window.setTimeout(() => void flush(), ms)
  }

  function changed() {
    if (held) return
    keep()
    if (theirs) return
    status.value = status.value === 'offline' ? 'offline' : 'waiting'
    schedule(DEBOUNCE_MS)
  }

  /** Sends now what the server does not have; `keepalive` also while the page goes away. */
  function flush(keepalive = false): Promise<void> {
    window.clearTimeout(timer)
    running ??= send(keepalive).finally(() => {
      running = null
    })
    return running
  }

  async function send(keepalive: boolean): Promise<void> {
    if (held || theirs) return
    if (isEmpty(changes())) {
      status.value = 'saved'
      return
    }
    const sent = copyOf(form)
    status.value = 'saving'
    try {
      accept(await line.put({ version, ...sent }, keepalive), sent)
    } catch (error) {
      await fail(error, sent)
    }
  }

  function accept(saved: DraftSaved, sent: Content) {
    version = saved.version
    notes.value = saved.notes
    savedText.value = saved.saved_text
    problem.value = null
    goOnFrom(sent)
  }

  function goOnFrom(content: Content) {
    confirmed = content
    unanswered = []
    retryMs = FIRST_RETRY_MS
    keep()
    const done = isEmpty(changes())
    status.value = done ? 'saved' : 'waiting'
    if (!done) schedule(DEBOUNCE_MS)
  }

  async function fail(error: unknown, sent: Content) {
    if (!(error instanceof ApiError)) throw error
    if (error.isPassing) return tryLater(sent)
    if (error.status === 412) return compare(sent)
    status.value = error.status === 401 ? 'signed-out' : 'refused'
    problem.value = error
    if (error.status !== 422) line.ended()
  }

  function tryLater(sent: Content) {
    unanswered.push(sent)
    status.value = 'offline'
    schedule(retryMs)
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
  }

  /** Somebody saved in between: this very machine, whose answer was lost, or another one. */
  async function compare(sent: Content) {
    try {
      const found = await line.read()
      version = found.draft_version
      savedText.value = found.draft_saved_text
      if (unanswered.some((own) => isSame(found, own))) return goOnFrom(copyOf(found))
      join(changes(), copyOf(found))
    } catch (error) {
      await fail(error, sent)
    }
  }

  function join(mine: Changes, found: Content, ask = false) {
    const both = applyChanges(mine, found)
    confirmed = found
    if (ask || both.clashes > 0) {
      theirs = found
      clashes.value = Math.max(both.clashes, 1)
      status.value = 'clash'
    } else {
      joined.value = true
      status.value = 'waiting'
      schedule(0)
    }
    take(both.content)
    keep()
  }

  function choose(whose: 'mine' | 'theirs') {
    if (!theirs) return
    if (whose === 'theirs') take(theirs)
    theirs = null
    clashes.value = 0
    keep()
    status.value = 'waiting'
    schedule(0)
  }

  /** While the form is handed in nothing else is sent; what was on its way arrives first. */
  async function hold() {
    held = true
    window.clearTimeout(timer)
    await running
  }
  function release() {
    held = false
    schedule(0)
  }
  function finish() {
    held = true
    dropUnsent(account, task.id)
  }

  const unsent = readUnsent<Unsent>(account, task.id)
  if (unsent) join(unsent.changes, confirmed, unsent.clash)
  joined.value = false

  watch(form, changed, { deep: true })
  listen(flush)
  onScopeDispose(() => {
    left = true
    void flush(true)
  })
  return { form, status, savedText, notes, problem, clashes, joined, flush, choose, hold, release, finish }
}

/** The moments at which one does not wait: the line is back, the page goes out of sight, the person signs out. */
function listen(flush: (keepalive?: boolean) => Promise<void>) {
  const online = () => void flush()
  const leaving = () => void flush(true)
  const hidden = () => document.visibilityState === 'hidden' && leaving()
  window.addEventListener('online', online)
  window.addEventListener('pagehide', leaving)
  document.addEventListener('visibilitychange', hidden)
  unsentForms.add(flush)
  onScopeDispose(() => {
    window.removeEventListener('online', online)
    window.removeEventListener('pagehide', leaving)
    document.removeEventListener('visibilitychange', hidden)
    unsentForms.delete(flush)
  })
}
