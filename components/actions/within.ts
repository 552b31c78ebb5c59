/**
 * A signal that gives up after `ms` milliseconds, or with `signal` when that comes first. `AbortSignal.any` is younger
 * than the oldest browsers we serve (Safari 17.4, Firefox 124).
 */
export function withinMs(ms: number, signal?: AbortSignal): AbortSignal {
  const patience = AbortSignal.timeout(ms)
  if (!signal) return patience
  if (typeof AbortSignal.any === 'function') return AbortSignal.any([patience, signal])
  const either = new AbortController()
  for (const one of [signal, patience]) {
    if (one.aborted) either.abort(one.reason)
    one.addEventListener('abort', () => either.abort(one.reason), { once: true, signal: either.signal })
  }
  return either.signal
}
