/** Redirects are answers like any other: to follow one would take the key and the question to another host. */

/**
 * What `ask` begins, with every redirect that it meets answered as it came. For code that takes no `fetch` and looks up the
 * global one before its first `await`: only until then it finds another. Nothing else runs meanwhile, so nobody else does, and
 * whoever replaces the global one (Next does) finds it as it was.
 */
export function withoutRedirects<Result>(ask: () => Promise<Result>): Promise<Result> {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => fetch(input, { ...init, redirect: 'manual' })
  try {
    return ask()
  } finally {
    globalThis.fetch = fetch
  }
}
