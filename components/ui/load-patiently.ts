'use client'

/** How long to wait before asking again, in milliseconds: twice as long each time, up to a minute. */
const firstWaitMs = 2_000
const longestWaitMs = 60_000

/**
 * Code that a page loads when it is wanted: the network may just then be away. Asks until it comes: at once when the network
 * is back, else after waits that grow. For `lazy` and `dynamic`, which remember a failure for ever and take the page down.
 */
export async function loadPatiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
    try {
      return await load()
    } catch {
      await Promise.race([networkIsBack(), new Promise((resolve) => setTimeout(resolve, waitMs))])
    }
  }
}

const networkIsBack = () => new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
