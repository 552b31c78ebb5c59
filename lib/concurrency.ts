type Bounds<Item> = {
  /** So many are at work at once. */
  maxConcurrent: number
  /** After so many milliseconds none is begun any more; those at work are waited for. */
  budgetMs: number
  /** Told of each one that failed; the others go on. */
  onError: (error: unknown, item: Item) => void
  /** For tests: milliseconds that only go forward. */
  clock?: () => number
}

/**
 * Does `work` for each item, a few at a time, in their order, and for as long as there is time. Answers how many were begun:
 * fewer than there are items when the time was over.
 */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  { maxConcurrent, budgetMs, onError, clock = () => performance.now() }: Bounds<Item>,
  work: (item: Item) => Promise<void>,
): Promise<number> {
  const endsAt = clock() + budgetMs
  let next = 0
  async function worker(): Promise<void> {
    while (next < items.length && clock() < endsAt) {
      const item = items[next++] as Item
      try {
        await work(item)
      } catch (error) {
        onError(error, item)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, items.length) }, worker))
  return next
}
