/**
 * Lets one run of `work` go on at a time. Whoever asks while one is under way gets the next one: it begins once that is
 * over, and serves all who asked meanwhile, so that every answer is newer than its question. Each caller gets the
 * outcome of the run that serves them, also when it fails; a failure does not cancel the next run.
 */
export function coalesce<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let current: Promise<Result> | null = null
  let next: Promise<Result> | null = null

  function start(): Promise<Result> {
    next = null
    current = work().finally(() => {
      current = null
    })
    return current
  }

  return () => {
    if (next) return next
    if (!current) return start()
    next = current.then(start, start)
    return next
  }
}
