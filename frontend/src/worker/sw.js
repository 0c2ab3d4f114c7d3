// Opens the dashboard without a line: the shell and its files, and the person's own open tasks. Results, lists of
// people and figures are never kept on a machine. `own-` caches are dropped at sign-out.
const SHELL = 'shell-1' // the build writes its own name here
const OWN = 'own-tasks-1'
const PATIENCE_MS = 3000
const OWN_TASKS = [
  /^\/api\/v1\/me$/,
  /^\/api\/v1\/me\/assignments$/,
  /^\/api\/v1\/assignments\/[0-9a-f-]{36}$/,
]

// `/` opens every address; its answer carries no preloads, and so no id of what somebody looked at
self.addEventListener('install', (event) =>
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.add(new Request('/', { cache: 'reload', credentials: 'omit' })))
      .then(() => self.skipWaiting()),
  ),
)
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(shell(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (OWN_TASKS.some((pattern) => pattern.test(url.pathname))) event.respondWith(ownTask(request))
})

async function tidy() {
  const kept = [SHELL, OWN]
  await Promise.all(
    (await caches.keys()).filter((name) => !kept.includes(name)).map((name) => caches.delete(name)),
  )
}

async function shell(request) {
  const url = new URL(request.url)
  if (/^\/(docs|openapi|api|healthz|readyz)/.test(url.pathname)) return fetch(request)
  try {
    return await soon(fetch(request))
  } catch (error) {
    const kept = await find(SHELL, '/')
    if (kept) return kept
    throw error
  }
}

async function asset(request) {
  const kept = await find(SHELL, request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(SHELL, request, answer)
  return answer
}

async function ownTask(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok) await keep(OWN, request, answer)
    else if (answer.status === 401) await caches.delete(OWN).catch(() => false)
    return answer
  } catch (error) {
    const kept = await find(OWN, request)
    if (kept) return kept
    throw error
  }
}

// a full phone, or a store that is being emptied by a sign-out, costs the memory and never the answer
async function find(name, request) {
  try {
    return await (await caches.open(name)).match(request)
  } catch {
    return undefined
  }
}

async function keep(name, request, answer) {
  try {
    await (await caches.open(name)).put(request, answer.clone())
  } catch {
    return
  }
}

function soon(promise) {
  return Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE_MS)),
  ])
}
