/**
 * Offline after the first visit: the page's own files are kept as they are used,
 * so a vocabulary that nobody asked for is never stored. The network is asked
 * first, that a new table of prices is never held back by an old copy.
 */
const KEPT = 'taskfare-1'

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('taskfare-') && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

// What the first visit loaded before this worker was in charge is told by the page.
self.addEventListener('message', ({ data }) => {
  if (!Array.isArray(data?.keep)) return
  caches.open(KEPT).then((cache) => Promise.allSettled(data.keep.filter(isOwn).map((address) => cache.add(address))))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !isOwn(request.url)) return
  event.respondWith(fresh(request))
})

/** @param {string} address */
const isOwn = (address) => address.startsWith(self.registration.scope)

async function fresh(request) {
  const cache = await caches.open(KEPT)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true })
    if (kept) return kept
    throw error
  }
}
