/** What the tutor takes, keeps and gives. Pure; shared by server and browser. */
export const tutorLimits = {
  /** Characters of a question. */
  message: 4_000,
  /** Characters of "What I tried". */
  attempt: 4_000,
  title: 80,
  search: 100,
  /** Characters of a task's name that go along. */
  taskName: 120,
  /** Bytes of a photo as it is sent; the browser shrinks larger ones. */
  photoBytes: 2_000_000,
  /** Messages of a conversation read at once. */
  messagesShown: 60,
  /** Conversations listed at once. */
  conversationsShown: 40,
} as const

/** Where somebody who runs a site gets a key for the tutor. */
export const keyAddress = 'https://aistudio.google.com/apikey'

/** An answer that nobody has written to for so long is not written any more: its process is gone. */
export const staleAnswerMs = 45_000

/** How a conversation is called before its first question. */
export const newTitle = 'New conversation'

/** So many answers are written for one person at a time, in as many conversations. */
export const maxAnswersAtOnce = 3

/** What the buttons below an answer say in the student's name. */
export const intentText = { hint: 'Give me a hint.', tell: 'Just tell me.', more: 'Tell me more.' } as const
