/** The tutor: conversations, what a day of it costs, cards to recall, and the quiz of a room. */
import { boolean, index, instant, integer, json, primaryKey, real, table, text, uniqueIndex } from '../dialect'
import { users } from './accounts'
import { rooms } from './rooms'

/** How far the help for one question has gone, and how often the student tried in vain on this step. */
export type Ladder = { step: 'nudge' | 'concept' | 'step' | 'solution'; wrongTries: number }

export const conversations = table(
  'conversations',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    /** Its person gave it the title: questions do not change it any more. */
    isNamed: boolean().notNull().default(false),
    /** The title as `searchFold` makes it. */
    searchText: text().notNull().default(''),
    /** The answer that is being written: one at a time. Given back by age too, should its process have ended. */
    answeringId: text(),
    /** When {@link answeringId} was last known to be alive. */
    answeringAt: instant(),
    /** The number of the newest message. */
    lastSeq: integer().notNull().default(0),
    /** The student's message that asked the question under way. */
    questionId: text(),
    ladder: json<Ladder>(),
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
    /** Order within the conversation. */
    seq: integer().notNull().default(0),
    role: text({ enum: ['student', 'tutor'] }).notNull(),
    /** Markdown as it was typed, or as it came. */
    body: text().notNull(),
    /** `searchFold` of the body. */
    searchText: text().notNull().default(''),
    status: text({ enum: ['streaming', 'done', 'stopped', 'failed'] }).notNull(),
    /** Why an answer failed or ended early: a code of `lib/tutor/failures.ts`. */
    failure: text(),
    /** Of a student's message: made by the browser, so that a retry is recognised. */
    clientId: text(),
    /** Of a student's message: what it wants. */
    intent: text({ enum: ['ask', 'hint', 'tell', 'more'] }),
    /** Of a student's message: "What I tried". */
    attempt: text().notNull().default(''),
    /** Of a student's message: the active task that went along, by its name then. */
    taskName: text(),
    /** Of a student's message: a photo went along. It is not kept. */
    hasPhoto: boolean().notNull().default(false),
    /** Of a student's message: when cards were made from it, or it was found to hold nothing to ask. */
    recalledAt: instant(),
    /** Of an answer: the step of the ladder it stands on. */
    step: text({ enum: ['nudge', 'concept', 'step', 'solution'] }),
    /** Of an answer: the one it replaces, which stays until this one is there. */
    replacesId: text(),
    /** Of an answer under way: somebody pressed Stop. */
    stopAskedAt: instant(),
    /** Of an answer under way: when it was last written. */
    flushedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('tutor_messages_seq').on(t.conversationId, t.seq),
    uniqueIndex('tutor_messages_idempotency').on(t.conversationId, t.clientId),
  ],
)

export const tutorUsage = table(
  'tutor_usage',
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** UTC day, `YYYY-MM-DD`: a quota of money, not a study day. */
    day: text().notNull(),
    /** Questions asked, those under way included. */
    questions: integer().notNull().default(0),
    tokens: integer().notNull().default(0),
  },
  (t) => [primaryKey({ name: 'tutor_usage_pk', columns: [t.userId, t.day] }), index('tutor_usage_age').on(t.day)],
)

/** What all people together used of a day's budget, with what is reserved for answers under way. */
export const tutorBudgets = table('tutor_budgets', {
  /** UTC day, `YYYY-MM-DD`. */
  day: text().primaryKey(),
  tokens: integer().notNull().default(0),
})

/** A question to recall, scheduled by FSRS: the columns are those of a `Card` of ts-fsrs. */
export const recallCards = table(
  'recall_cards',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The conversation it was made from; it outlives it. */
    conversationId: text().references(() => conversations.id, { onDelete: 'set null' }),
    question: text().notNull(),
    answer: text().notNull(),
    /** Three that are wrong, for quizzes with a choice; none for what a person wrote. */
    wrongAnswers: json<string[]>().notNull().default([]),
    state: integer().notNull().default(0),
    dueAt: instant().notNull(),
    stability: real().notNull().default(0),
    difficulty: real().notNull().default(0),
    scheduledDays: integer().notNull().default(0),
    learningSteps: integer().notNull().default(0),
    reps: integer().notNull().default(0),
    lapses: integer().notNull().default(0),
    lastReviewAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('recall_cards_due').on(t.userId, t.dueAt),
    index('recall_cards_list').on(t.userId, t.createdAt),
    index('recall_cards_conversation').on(t.conversationId),
  ],
)

/** A question of a room's quiz. `right` is the index of the right one of its choices. */
export type RoomQuizQuestion = { question: string; choices: string[]; right: number }

/** The quiz of a room's break: which question it is at follows from when it began. One a room. */
export const roomQuizzes = table(
  'room_quizzes',
  {
    id: text().primaryKey(),
    roomId: text()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    startedById: text().references(() => users.id, { onDelete: 'set null' }),
    questions: json<RoomQuizQuestion[]>().notNull(),
    startedAt: instant().notNull(),
    /** The end of the break; with it go the scores. */
    endsAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('room_quizzes_room').on(t.roomId),
    index('room_quizzes_age').on(t.endsAt),
    index('room_quizzes_starter').on(t.startedById),
  ],
)

export const roomQuizAnswers = table(
  'room_quiz_answers',
  {
    quizId: text()
      .notNull()
      .references(() => roomQuizzes.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    questionIndex: integer().notNull(),
    choice: integer().notNull(),
    answeredAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: 'room_quiz_answers_pk', columns: [t.quizId, t.userId, t.questionIndex] }),
    index('room_quiz_answers_user').on(t.userId),
  ],
)
