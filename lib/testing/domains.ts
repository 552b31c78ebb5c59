/** From the top of the table down: each domain may use those above it. `docs/architecture.md` tells the same story. */
export const domains = [
  'calendar',
  'realtime',
  'accounts',
  'notifications',
  'rooms',
  'leaderboard',
  'study',
  'planner',
  'call',
  'progress',
  'tutor',
] as const

/** A file of the tree, by its path from the root. */
export type Source = { path: string; text: string }
