/** `npm run bench:text`: what it costs to find links and mentions in hostile lines; twice the length should cost about twice. */
import { partsOf } from '@/lib/rooms/messages/text'
import { hostileLines } from '@/lib/testing/hostile-lines'

/** The median of some runs, in milliseconds. */
function medianMs(work: () => unknown): number {
  const times = Array.from({ length: 15 }, () => {
    const startedMs = performance.now()
    work()
    return performance.now() - startedMs
  })
  return times.toSorted((a, b) => a - b)[7] ?? Number.NaN
}

const longer = new Map(hostileLines(4_000))
for (const [name, line] of hostileLines(2_000)) {
  const [once, twice] = [medianMs(() => partsOf(line)), medianMs(() => partsOf(longer.get(name) ?? ''))]
  const figures = `2,000 characters ${once.toFixed(2)} ms, 4,000 characters ${twice.toFixed(2)} ms`
  process.stdout.write(`${name.padEnd(40)} ${figures}, ratio ${(twice / once).toFixed(1)}\n`)
}
