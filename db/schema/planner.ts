/** Planned study and the calendar feed. */
import { index, instant, integer, table, text, uniqueIndex } from '../dialect'
import { users } from './accounts'
import { rooms } from './rooms'

export const plannedSessions = table(
  'planned_sessions',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    category: text({ enum: ['study', 'review', 'exam', 'group', 'break'] }).notNull(),
    notes: text().notNull().default(''),
    startsAt: instant().notNull(),
    minutes: integer().notNull(),
    /** The study day it is planned for, `YYYY-MM-DD`: as of the last change, and for good once it is done. */
    day: text().notNull(),
    roomId: text().references(() => rooms.id, { onDelete: 'set null' }),
    remindMinutesBefore: integer(),
    remindedAt: instant(),
    doneAt: instant(),
    /** When it was planned for its day: moving it to another day plans it anew. */
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('planned_sessions_calendar').on(t.userId, t.startsAt),
    index('planned_sessions_reminders').on(t.remindedAt, t.startsAt),
    index('planned_sessions_room').on(t.roomId),
  ],
)

/** The private ICS address of a person: a secret in a link, stored hashed, replaced at will. */
export const calendarFeeds = table(
  'calendar_feeds',
  {
    userId: text()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('calendar_feeds_token').on(t.tokenHash)],
)
