import type { AssignmentRead, DraftSave, DraftSaved } from '@/api/schema'

/**
 * Brings the service worker's copy of the form up to what was just saved: without a line a reload opens this copy, and
 * the one of before would lack answers. Only where there is a copy; it goes at sign-out like every `own-` cache.
 */
export async function rememberSaved(task: AssignmentRead, sent: DraftSave, saved: DraftSaved): Promise<void> {
  if (!('caches' in window)) return
  const address = `/api/v1/assignments/${task.id}`
  for (const name of await caches.keys()) {
    if (!name.startsWith('own-')) continue
    const cache = await caches.open(name)
    if (!(await cache.match(address))) continue
    const now: AssignmentRead = {
      ...task,
      answers: sent.answers,
      answered: Object.keys(sent.answers).length,
      comments: sent.comments ?? {},
      draft_version: saved.version,
      draft_saved_text: saved.saved_text,
      notes: saved.notes,
    }
    await cache.put(
      address,
      new Response(JSON.stringify(now), { headers: { 'Content-Type': 'application/json' } }),
    )
  }
}
