type Turns = {
  /** As many may wait for the one at work. */
  maxWaiting: number
  /** So long each of them waits, in milliseconds. */
  patienceMs: number
  /** What the one too many, and the one that waited too long, is told. */
  busy: () => Error
}

/** Lets one piece of work go on at a time, the others in the order in which they came. For work that needs much memory. */
export function oneAtATime({ maxWaiting, patienceMs, busy }: Turns) {
  const waiting: (() => void)[] = []
  let isTaken = false

  function turn(): Promise<void> {
    if (!isTaken) {
      isTaken = true
      return Promise.resolve()
    }
    if (waiting.length >= maxWaiting) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(busy())
      }, patienceMs)
      function begin() {
        clearTimeout(timer)
        resolve()
      }
      waiting.push(begin)
    })
  }

  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    await turn()
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    }
  }
}
