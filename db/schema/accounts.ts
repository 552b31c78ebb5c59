/** People: who they are, how they prove it, what they prefer. */
import { boolean, bytes, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../dialect'

export const users = table(
  'users',
  {
    id: text().primaryKey(),
    username: text().notNull(),
    /** The username folded so that look-alikes of case and script collide. */
    usernameKey: text().notNull(),
    email: text().notNull(),
    emailKey: text().notNull(),
    /** argon2id in PHC format; null for people who only sign in through a provider. */
    passwordHash: text(),
    /**
     * Was the password chosen by somebody who reads the mailbox? False until a session pressed the link of its own account: whoever
     * presses it elsewhere may not be the one who signed up.
     */
    isPasswordProven: boolean().notNull().default(true),
    /** Part of the name of the person's own channel: raised whenever a session of theirs ends, so that its sockets hear nothing more. */
    channelVersion: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('users_username_key').on(t.usernameKey),
    uniqueIndex('users_email_key').on(t.emailKey),
    index('users_newest').on(t.createdAt),
  ],
)

/** A calendar somebody had until an instant (epoch milliseconds), oldest first. */
export type FormerCalendar = { timeZone: string; dayStartHour: number; untilMs: number }

export const profiles = table('profiles', {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  gender: text({ enum: ['female', 'male', 'other', 'undisclosed'] }).notNull(),
  bio: text().notNull().default(''),
  timeZone: text().notNull().default('UTC'),
  /** What `timeZone` and the day start were before, for the last days: a change counts from the next study day on. */
  formerCalendars: json<FormerCalendar[]>().notNull().default([]),
  visibility: text({ enum: ['public', 'members', 'private'] })
    .notNull()
    .default('members'),
  emailVerifiedAt: instant(),
  updatedAt: instant().notNull(),
})

export const avatars = table('avatars', {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** 256x256 WebP, re-encoded by us. */
  image: bytes().notNull(),
  /** SHA-256 of the image, part of its address. */
  digest: text().notNull(),
  updatedAt: instant().notNull(),
})

/** Volume 0-1 by ambient sound id. */
export type SoundMix = Record<string, number>

export const preferences = table('preferences', {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  scene: text().notNull().default('rainy-window'),
  soundMix: json<SoundMix>().notNull().default({}),
  focusMinutes: integer().notNull().default(25),
  breakMinutes: integer().notNull().default(5),
  longBreakMinutes: integer().notNull().default(15),
  longBreakEvery: integer().notNull().default(4),
  /** The length last chosen for a session of one's own length. */
  customMinutes: integer().notNull().default(50),
  autoStartBreaks: boolean().notNull().default(false),
  autoStartFocus: boolean().notNull().default(false),
  endSound: boolean().notNull().default(true),
  /** A browser notification when the timer ends; the browser asks for its own permission too. */
  notifyAtEnd: boolean().notNull().default(false),
  /** The screen stays on while the timer runs. */
  keepAwake: boolean().notNull().default(true),
  /** Everything but the timer fades after a few seconds of focus. */
  fadesAway: boolean().notNull().default(true),
  shortcuts: boolean().notNull().default(true),
  /** ISO weekday, 1 = Monday. */
  weekStart: integer().notNull().default(1),
  /** Local hour at which a study day begins. */
  dayStartHour: integer().notNull().default(4),
  leaderboard: text({ enum: ['shown', 'alias', 'hidden'] })
    .notNull()
    .default('shown'),
  leaderboardAlias: text(),
  sharesTask: boolean().notNull().default(false),
  updatedAt: instant().notNull(),
})

/** At most one open verification a person; deleted when used. The token itself is only in the mail. */
export const emailVerifications = table(
  'email_verifications',
  {
    userId: text()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the UUID in the link. */
    tokenHash: text().notNull(),
    /** The address to verify: differs from the account's while a change of address is under way. */
    email: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('email_verifications_token').on(t.tokenHash),
    index('email_verifications_expiry').on(t.expiresAt),
  ],
)

export const passwordResets = table(
  'password_resets',
  {
    tokenHash: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index('password_resets_user').on(t.userId), index('password_resets_expiry').on(t.expiresAt)],
)

/** A signed-in browser. The cookie's token carries the id; a row that is gone or ended is signed out. */
export const sessions = table(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text().notNull().default(''),
    address: text(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('sessions_user').on(t.userId, t.lastSeenAt), index('sessions_expiry').on(t.expiresAt)],
)

/** Sign-in through Google or GitHub. */
export const providerAccounts = table(
  'provider_accounts',
  {
    provider: text({ enum: ['google', 'github'] }).notNull(),
    providerAccountId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'provider_accounts_pk', columns: [t.provider, t.providerAccountId] }),
    index('provider_accounts_user').on(t.userId),
  ],
)

export const secondFactors = table('second_factors', {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** TOTP secret, encrypted with a key derived from the server secret. */
  secret: text().notNull(),
  enabledAt: instant(),
  /** The last accepted time step, so that a code works once. */
  lastStep: integer().notNull().default(0),
  createdAt: instant().notNull(),
})

export const recoveryCodes = table(
  'recovery_codes',
  {
    codeHash: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    usedAt: instant(),
  },
  (t) => [index('recovery_codes_user').on(t.userId)],
)

/** `blockerId` neither sees nor is seen by `blockedId`. */
export const blocks = table(
  'blocks',
  {
    blockerId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    blockedId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'blocks_pk', columns: [t.blockerId, t.blockedId] }),
    index('blocks_blocked').on(t.blockedId),
  ],
)
