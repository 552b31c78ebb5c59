/**
 * The timer on a room's wall: an anchor and a cycle of focus, break, focus, … long break. Any moment's phase follows
 * from them, so that nobody has to be there for it to go on. Instants are epoch milliseconds. Pure.
 */
import { type Interval, minuteMs } from '@/lib/time'

export const timerLimits = {
  focusMinutes: { min: 1, max: 180 },
  breakMinutes: { min: 1, max: 60 },
  longBreakMinutes: { min: 1, max: 90 },
  longBreakEvery: { min: 2, max: 12 },
} as const

export type CycleSettings = {
  focusMinutes: number
  breakMinutes: number
  longBreakMinutes: number
  /** The break after every so many focus phases is a long one. */
  longBreakEvery: number
}

/** A cycle and where it hangs on the clock. `step` 0 is the first focus, 1 the first break, and so on. */
export type Anchor = CycleSettings & { anchoredAtMs: number; anchorStep: number }

/** The timer as every screen has it. `anchoredAtMs` null: stopped. */
export type RoomTimer = CycleSettings & {
  version: number
  anchoredAtMs: number | null
  pausedAtMs: number | null
  anchorStep: number
}

export type PhaseKind = 'focus' | 'break' | 'long-break'

/** What the timer shows at one moment. While paused the ends move on with the clock, and `leftMs` stands. */
export type TimerMoment = {
  state: 'stopped' | 'running' | 'paused'
  step: number
  kind: PhaseKind
  totalMs: number
  leftMs: number
  endsAtMs: number | null
}

/** What people can do to it. */
export type TimerCommand =
  | { kind: 'start' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'skip' }
  | { kind: 'reset' }
  | ({ kind: 'settings' } & CycleSettings)

/** What kind of phase a step is. */
function kindOfStep(step: number, { longBreakEvery }: Pick<CycleSettings, 'longBreakEvery'>): PhaseKind {
  if (step % 2 === 0) return 'focus'
  return ((step + 1) / 2) % longBreakEvery === 0 ? 'long-break' : 'break'
}

/** How long a step lasts, in milliseconds. */
function stepMs(step: number, settings: CycleSettings): number {
  const minutes = {
    focus: settings.focusMinutes,
    break: settings.breakMinutes,
    'long-break': settings.longBreakMinutes,
  }[kindOfStep(step, settings)]
  return minutes * minuteMs
}

/** The step under way at a moment, and when it began. Whole rounds are skipped by division: a week costs no more. */
export function stepAt(anchor: Anchor, atMs: number): { step: number; startedAtMs: number } {
  const inRound = 2 * anchor.longBreakEvery
  let roundMs = 0
  for (let step = 0; step < inRound; step++) roundMs += stepMs(step, anchor)
  const rounds = Math.max(0, Math.floor((atMs - anchor.anchoredAtMs) / roundMs))
  let step = anchor.anchorStep + rounds * inRound
  let startedAtMs = anchor.anchoredAtMs + rounds * roundMs
  while (startedAtMs + stepMs(step, anchor) <= atMs) startedAtMs += stepMs(step++, anchor)
  return { step, startedAtMs }
}

/** Is it on, and where does it hang? */
function anchorOf(timer: RoomTimer): Anchor | null {
  return timer.anchoredAtMs === null ? null : { ...timer, anchoredAtMs: timer.anchoredAtMs }
}

/** What the timer shows at `nowMs`. */
export function momentOf(timer: RoomTimer, nowMs: number): TimerMoment {
  const anchor = anchorOf(timer)
  if (!anchor) {
    const totalMs = stepMs(0, timer)
    return { state: 'stopped', step: 0, kind: 'focus', totalMs, leftMs: totalMs, endsAtMs: null }
  }
  const atMs = Math.max(timer.pausedAtMs ?? nowMs, anchor.anchoredAtMs)
  const { step, startedAtMs } = stepAt(anchor, atMs)
  const totalMs = stepMs(step, timer)
  const leftMs = startedAtMs + totalMs - atMs
  const state = timer.pausedAtMs === null ? 'running' : 'paused'
  const endsAtMs = state === 'running' ? startedAtMs + totalMs : null
  return { state, step, kind: kindOfStep(step, timer), totalMs, leftMs, endsAtMs }
}

/** The timer after a command; null when the command means nothing now (pausing what stands still). */
export function afterCommand(timer: RoomTimer, command: TimerCommand, nowMs: number): RoomTimer | null {
  const next = changed(timer, command, nowMs)
  return next && { ...next, version: timer.version + 1 }
}

function changed(timer: RoomTimer, command: TimerCommand, nowMs: number): RoomTimer | null {
  const { anchoredAtMs, pausedAtMs } = timer
  if (command.kind === 'settings') return withSettings(timer, command, nowMs)
  if (command.kind === 'start')
    return anchoredAtMs === null ? { ...timer, anchoredAtMs: nowMs, anchorStep: 0, pausedAtMs: null } : null
  if (anchoredAtMs === null) return null
  switch (command.kind) {
    case 'pause':
      return pausedAtMs === null ? { ...timer, pausedAtMs: Math.max(nowMs, anchoredAtMs) } : null
    case 'resume':
      if (pausedAtMs === null) return null
      return { ...timer, anchoredAtMs: anchoredAtMs + Math.max(0, nowMs - pausedAtMs), pausedAtMs: null }
    case 'skip': {
      const { step } = momentOf(timer, nowMs)
      return { ...timer, anchoredAtMs: nowMs, anchorStep: step + 1, pausedAtMs: pausedAtMs === null ? null : nowMs }
    }
    case 'reset':
      return { ...timer, anchoredAtMs: null, pausedAtMs: null, anchorStep: 0 }
  }
}

/**
 * New lengths hold from the phase under way on. One that is already longer than its new length ends now: what was
 * studied stays studied.
 */
function withSettings(timer: RoomTimer, command: CycleSettings, nowMs: number): RoomTimer {
  const { focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery } = command
  const settings = { focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery }
  const anchor = anchorOf(timer)
  if (!anchor) return { ...timer, ...settings }
  const atMs = Math.max(timer.pausedAtMs ?? nowMs, anchor.anchoredAtMs)
  const { step, startedAtMs } = stepAt(anchor, atMs)
  const anchoredAtMs = Math.max(startedAtMs, atMs - stepMs(step, settings))
  return { ...timer, ...settings, anchorStep: step, anchoredAtMs }
}

/** A stretch in which nobody touched the timer. `endedAtMs` null: it still runs. */
export type TimerRun = Anchor & { startedAtMs: number; endedAtMs: number | null }

/** One focus phase of a cycle: when it was really under way (pauses left out), and whether it is over. */
export type FocusPhase = { step: number; plannedMs: number; intervals: Interval[]; isOver: boolean }

/**
 * The focus phases of one cycle from `fromStep` on, until now. `runs` by time; `isEnded`: the timer was reset, so its
 * last phase is over however short it was.
 */
export function focusPhases(
  runs: readonly TimerRun[],
  options: { fromStep: number; isEnded: boolean; nowMs: number },
): FocusPhase[] {
  const phases = new Map<number, FocusPhase>()
  let latestStep = 0
  for (const run of runs) {
    const untilMs = Math.min(run.endedAtMs ?? options.nowMs, options.nowMs)
    let { step, startedAtMs } = stepAt(run, run.startedAtMs)
    for (;;) {
      const toMs = startedAtMs + stepMs(step, run)
      const interval = { from: Math.max(startedAtMs, run.startedAtMs), to: Math.min(toMs, untilMs) }
      latestStep = Math.max(latestStep, step)
      if (step % 2 === 0 && step >= options.fromStep) addInterval(phases, step, stepMs(step, run), interval)
      if (toMs > untilMs) break
      startedAtMs = toMs
      step++
    }
  }
  return [...phases.values()]
    .map((phase) => ({ ...phase, isOver: options.isEnded || phase.step < latestStep }))
    .sort((a, b) => a.step - b.step)
}

function addInterval(phases: Map<number, FocusPhase>, step: number, plannedMs: number, interval: Interval): void {
  const known = phases.get(step)?.intervals ?? []
  const intervals = interval.to > interval.from ? [...known, interval] : known
  phases.set(step, { step, plannedMs, intervals, isOver: false })
}

/** When the focus phase under way, or the next one, will end; null when the timer stands. */
export function nextFocusEndMs(timer: RoomTimer, nowMs: number): number | null {
  const moment = momentOf(timer, nowMs)
  if (moment.endsAtMs === null) return null
  return moment.kind === 'focus' ? moment.endsAtMs : moment.endsAtMs + stepMs(moment.step + 1, timer)
}

/** The parts of `intervals` inside of `within`. */
export function overlap(intervals: readonly Interval[], within: Interval): Interval[] {
  return intervals
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => to > from)
}

const names = { focus: 'Focus', break: 'Break', 'long-break': 'Long break' } as const

/** The phase as people call it. */
export const phaseName = (kind: PhaseKind): string => names[kind]

/** What a room is doing, for the list: "Focus, 12 min left"; null while the timer is stopped. */
export function activityText(timer: RoomTimer, nowMs: number): string | null {
  const { state, kind, leftMs } = momentOf(timer, nowMs)
  if (state === 'stopped') return null
  const minutes = Math.max(1, Math.ceil(leftMs / minuteMs))
  return state === 'paused' ? `${phaseName(kind)}, paused` : `${phaseName(kind)}, ${minutes} min left`
}
