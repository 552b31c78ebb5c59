/** Conversations with the tutor, and how much of the day's quota is used. */
import { index, instant, integer, primaryKey, table, text } from '../dialect'
import { users } from './accounts'

export const conversations = table(
  'conversations',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index('conversations_recent').on(t.userId, t.updatedAt)],
)

export const tutorMessages = table(
  'tutor_messages',
  {
    id: text().primaryKey(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    role: text({ enum: ['student', 'tutor'] }).notNull(),
    body: text().notNull(),
    status: text({ enum: ['complete', 'stopped', 'failed'] }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index('tutor_messages_order').on(t.conversationId, t.createdAt)],
)

export const tutorUsage = table(
  'tutor_usage',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** UTC day, `YYYY-MM-DD`: a quota of money, not a study day. */
    day: text().notNull(),
    questions: integer().notNull().default(0),
  },
  (t) => [primaryKey({ name: 'tutor_usage_pk', columns: [t.userId, t.day] }), index('tutor_usage_age').on(t.day)],
)
