/** What every domain stands on: limits, outgoing mail, the log of background jobs. */
import { index, instant, integer, table, text, uniqueIndex } from '../dialect'

/** One row per limited key ("login:account:…"). A window is replaced in the statement that finds it over. */
export const rateLimits = table(
  'rate_limits',
  {
    key: text().primaryKey(),
    windowStartedAt: instant().notNull(),
    count: integer().notNull(),
  },
  (t) => [index('rate_limits_age').on(t.windowStartedAt)],
)

/** Outgoing mail, written in the transaction of its cause and sent after it. */
export const mails = table(
  'mails',
  {
    id: text().primaryKey(),
    /** Names the cause; the same cause never makes a second mail. Also the provider's idempotency key. */
    idempotencyKey: text().notNull(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
    status: text({ enum: ['queued', 'sending', 'sent', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    lastError: text(),
    createdAt: instant().notNull(),
    sentAt: instant(),
  },
  (t) => [
    uniqueIndex('mails_idempotency_key').on(t.idempotencyKey),
    index('mails_due').on(t.status, t.nextAttemptAt),
    index('mails_newest').on(t.createdAt),
  ],
)

/** What the cron routes did, for operators. */
export const jobRuns = table(
  'job_runs',
  {
    id: text().primaryKey(),
    job: text().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    affected: integer().notNull().default(0),
    error: text(),
  },
  (t) => [index('job_runs_newest').on(t.job, t.startedAt), index('job_runs_age').on(t.startedAt)],
)
