/** What people are told, and how they want to be told. */
import { boolean, index, instant, json, primaryKey, table, text, uniqueIndex } from '../dialect'
import { users } from './accounts'

const kinds = [
  'room-invite',
  'room-joined',
  'mention',
  'milestone',
  'achievement',
  'level',
  'plan-soon',
  'system',
] as const

export const notifications = table(
  'notifications',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: kinds }).notNull(),
    title: text().notNull(),
    body: text().notNull().default(''),
    /** Where a click leads: an address within the app. */
    href: text(),
    data: json<Record<string, string | number>>().notNull().default({}),
    /** Names the cause; the same cause tells once. */
    dedupeKey: text().notNull(),
    createdAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    uniqueIndex('notifications_once').on(t.userId, t.dedupeKey),
    index('notifications_newest').on(t.userId, t.createdAt),
    index('notifications_unread').on(t.userId, t.readAt),
    index('notifications_age').on(t.createdAt),
  ],
)

export const notificationSettings = table(
  'notification_settings',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: kinds }).notNull(),
    inApp: boolean().notNull().default(true),
    email: boolean().notNull().default(false),
    browser: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ name: 'notification_settings_pk', columns: [t.userId, t.kind] })],
)
