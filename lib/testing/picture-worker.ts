/**
 * A process of its own that takes pictures as avatars, all at once: what it needs at most is a figure of the whole process.
 * Arguments: files; prints JSON: megabytes more than before, the longest halt of the event loop, and each outcome.
 */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { squareWebp } from '../accounts/avatar-image'
import { blackPng } from './pictures'

const uploads = process.argv.slice(2).map((file) => readFileSync(file))
const peakMb = () => process.resourceUsage().maxRSS / 1024

await squareWebp(blackPng({ width: 64, height: 64 }))
const before = peakMb()
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
const outcomes = await Promise.all(
  uploads.map((upload) =>
    squareWebp(upload).then(
      () => 'taken',
      (error: { code: string; fields?: { avatar?: string } }) => error.fields?.avatar ?? error.code,
    ),
  ),
)
delay.disable()
process.stdout.write(JSON.stringify({ moreMb: Math.round(peakMb() - before), haltMs: delay.max / 1e6, outcomes }))
