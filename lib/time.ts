export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The moment `ms` milliseconds after `instant`; before it when negative. */
export const after = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms)

/** A stretch of time, `[from, to)` in epoch milliseconds. */
export type Interval = { from: number; to: number }
