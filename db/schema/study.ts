/** Study: tasks, sessions, and what they earned. Totals are rows, moved in the transaction of their cause. */
import { boolean, index, instant, integer, json, primaryKey, table, text } from '../dialect'
import { users } from './accounts'

export const tasks = table(
  'tasks',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    notes: text().notNull().default(''),
    priority: text({ enum: ['low', 'normal', 'high'] })
      .notNull()
      .default('normal'),
    /** `YYYY-MM-DD`, a day in the person's calendar. */
    dueDay: text(),
    estimatePomodoros: integer(),
    actualPomodoros: integer().notNull().default(0),
    /** Order in the list: fractional index, compared as text. */
    position: text().notNull(),
    /** When it was last picked to work on: of the open tasks, the newest is the active one. */
    activatedAt: instant(),
    completedAt: instant(),
    /** Deleted but still undoable. */
    deletedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [index('tasks_list').on(t.userId, t.deletedAt, t.position), index('tasks_deleted').on(t.deletedAt)],
)

/** A stretch during which a running session stood still; epoch milliseconds. */
export type Pause = { from: number; to: number | null }

/** One running session a person: the key makes it so. */
export const runningSessions = table(
  'running_sessions',
  {
    userId: text()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Becomes the id of the finished session: finishing twice writes once. */
    id: text().notNull(),
    kind: text({ enum: ['focus', 'break', 'flow'] }).notNull(),
    plannedMinutes: integer(),
    taskId: text().references(() => tasks.id, { onDelete: 'set null' }),
    pauses: json<Pause[]>().notNull().default([]),
    startedAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [index('running_sessions_task').on(t.taskId)],
)

/** What a finished session brought: kept with it, so that a repeated finish gets the same answer. */
export type Earned = {
  sessionId: string
  /** Whole minutes of this session. */
  minutes: number
  /** XP for the time itself; each achievement states its own. */
  xpEarned: number
  totalXp: number
  level: number
  leveledUp: boolean
  streakDays: number
  /** Focus minutes of the study day in which the session was recorded. */
  todayMinutes: number
  achievements: { id: string; name: string; description: string; icon: string; xp: number }[]
}

/** A study day as it was for a person (epoch milliseconds), and the zone in which its hours are told. */
export type SessionDay = { day: string; startsAt: number; endsAt: number; timeZone: string; dayStartHour: number }

export const studySessions = table(
  'study_sessions',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text({ enum: ['focus', 'break'] }).notNull(),
    /** Whole minutes of `activeMs`. */
    minutes: integer().notNull(),
    /** From start to end without the pauses. */
    activeMs: integer().notNull(),
    plannedMinutes: integer(),
    isCompleted: boolean().notNull(),
    taskId: text().references(() => tasks.id, { onDelete: 'set null' }),
    /** Temporary rooms go away and history does not: no foreign key, and the name is kept. */
    roomId: text(),
    roomName: text(),
    pauses: json<Pause[]>().notNull().default([]),
    startedAt: instant().notNull(),
    endedAt: instant().notNull(),
    /**
     * The study days it fell on, which never change afterwards. Null in old rows: there they follow from the calendar
     * below alone.
     */
    days: json<SessionDay[]>(),
    /** The person's calendar in the day in which it ended. */
    timeZone: text().notNull(),
    dayStartHour: integer().notNull(),
    /** The study day in which it ended, `YYYY-MM-DD`. */
    day: text().notNull(),
    recordedAt: instant().notNull(),
    earned: json<Earned>(),
  },
  (t) => [
    index('study_sessions_recent').on(t.userId, t.endedAt),
    index('study_sessions_day').on(t.userId, t.day, t.endedAt),
    index('study_sessions_room').on(t.roomId, t.endedAt),
    index('study_sessions_task').on(t.taskId),
  ],
)

/** One row a person and study day: what charts and streaks read. */
export const studyDays = table(
  'study_days',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    day: text().notNull(),
    focusMs: integer().notNull().default(0),
    /** Whole minutes of `focusMs`. Every total is a sum of these, so that what stands in a column adds up. */
    focusMinutes: integer().notNull().default(0),
    breakMs: integer().notNull().default(0),
    /** Focus sessions of which a minute or more was credited and that ended on this day. */
    sessions: integer().notNull().default(0),
    /** XP for the day's focus; achievements are paid apart. */
    xp: integer().notNull().default(0),
    /** Focus milliseconds by local hour 0-23. */
    focusMsByHour: json<number[]>().notNull().default([]),
    /** When the day was, for this person: the widest bounds among the zones in which they studied on it. */
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** Missed, and a freeze kept the streak. */
    isFrozen: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ name: 'study_days_pk', columns: [t.userId, t.day] })],
)

/** One row a person: the numbers seen everywhere. */
export const studyTotals = table('study_totals', {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  focusMinutes: integer().notNull().default(0),
  sessions: integer().notNull().default(0),
  longestSessionMinutes: integer().notNull().default(0),
  xp: integer().notNull().default(0),
  level: integer().notNull().default(1),
  /** As of `lastStudyDay`: whether it still stands today is decided when read (`streakToday`). */
  streakDays: integer().notNull().default(0),
  longestStreakDays: integer().notNull().default(0),
  /** The last day that counts, and when it was over. */
  lastStudyDay: text(),
  lastStudyDayStartsAt: instant(),
  lastStudyDayEndsAt: instant(),
  /** 0 to 14; seven are one freeze. */
  freezePoints: integer().notNull().default(0),
  /** Days with ten focus minutes before eight in the morning. */
  earlyDays: integer().notNull().default(0),
  comebacks: integer().notNull().default(0),
  updatedAt: instant().notNull(),
})

/**
 * Minutes a person brings to a leaderboard: one row a person and period (`all`, `2026-11`, `2026-11-23`, and
 * `week-2026-11-23` by its Monday), capped a day, so that a board is read from an index however long the history.
 */
export const rankings = table(
  'rankings',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    period: text().notNull(),
    minutes: integer().notNull(),
    /** Verified and willing to be seen, as of the last time this was looked at. */
    isListed: boolean().notNull(),
  },
  (t) => [
    primaryKey({ name: 'rankings_pk', columns: [t.userId, t.period] }),
    index('rankings_board').on(t.period, t.isListed, t.minutes),
  ],
)

/**
 * Append-only: every XP has one reason and one source, and no reason pays twice. A focus entry is what one session
 * brought to one day; each moment is credited once, even when two sessions ran at the same time.
 */
export const xpEntries = table(
  'xp_entries',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    reason: text({ enum: ['focus', 'achievement'] }).notNull(),
    /** `<session>:<day>` or the achievement. */
    sourceId: text().notNull(),
    sessionId: text().references(() => studySessions.id, { onDelete: 'cascade' }),
    day: text().notNull(),
    /** Focus time credited to the day. */
    focusMs: integer().notNull().default(0),
    amount: integer().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'xp_entries_pk', columns: [t.userId, t.reason, t.sourceId] }),
    index('xp_entries_day').on(t.userId, t.day),
    index('xp_entries_session').on(t.sessionId),
  ],
)

/** The ids of all achievements there ever were: people own them, so that none is ever taken out or given another meaning. */
export const achievementIds = [
  'getting-started',
  'session-starter',
  'dedicated-student',
  'study-veteran',
  'hour-master',
  'half-day-scholar',
  'study-marathon',
  'consistent-learner',
  'week-warrior',
  'month-champion',
  'leveling-up',
  'rising-star',
  'deep-focus',
  'ultra-focus',
  'table-for-two',
  'regulars',
  'good-company',
  'first-plan',
  'true-to-plan',
  'early-bird',
  'dawn-regular',
  'welcome-back',
] as const

export const userAchievements = table(
  'user_achievements',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    achievementId: text({ enum: achievementIds }).notNull(),
    unlockedAt: instant().notNull(),
    /** The session that did it, if one did. */
    sessionId: text().references(() => studySessions.id, { onDelete: 'set null' }),
  },
  (t) => [
    primaryKey({ name: 'user_achievements_pk', columns: [t.userId, t.achievementId] }),
    index('user_achievements_recent').on(t.userId, t.unlockedAt),
  ],
)

/**
 * Goals keep their history: an edit adds a row that holds from a day on. `rest-weekdays` is a mask (bit 0 = Monday) of
 * the weekdays on which not studying does not break a streak.
 */
export const goals = table(
  'goals',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['weekly-minutes', 'daily-minutes', 'weekly-sessions', 'rest-weekdays'] }).notNull(),
    target: integer().notNull(),
    fromDay: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ name: 'goals_pk', columns: [t.userId, t.kind, t.fromDay] })],
)

/** How long two people focused in the same room at the same time; both rows exist, with the same numbers. */
export const studyPartners = table(
  'study_partners',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    partnerId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    togetherSeconds: integer().notNull().default(0),
    lastTogetherAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'study_partners_pk', columns: [t.userId, t.partnerId] }),
    index('study_partners_recent').on(t.userId, t.lastTogetherAt),
  ],
)
