import { z } from 'zod'
import { rowId as id, line, maxInteger, paragraphs, searchText, socketId, text, wholeNumber } from '@/lib/text-schemas'
import { cleanMessage, normaliseRoomCode, roomLimits, subjectIds } from './rules'
import { timerLimits } from './timer/rules'

const { name, description, members, message, reason, emoji } = roomLimits

/** Far above any room, and a page further is still a number that a column holds. */
const maxSeq = 2_000_000_000
const seq = wholeNumber({ min: 1, max: maxSeq })

/** A code as typed, in its normal form. */
export const roomCode = z.string().transform((typed, check) => {
  const code = normaliseRoomCode(typed)
  if (code) return code
  check.addIssue({ code: 'custom', message: 'A room code has six letters and digits, like K7QX2M.' })
  return z.NEVER
})

export const createRoomSchema = z.object({
  name: line({
    ...name,
    tooShort: `Give the room a name of at least ${name.min} characters.`,
    tooLong: `A room name has at most ${name.max} characters.`,
  }),
  description: paragraphs({
    ...description,
    tooLong: `A description has at most ${description.max} characters.`,
  }).default(''),
  subject: z.enum(subjectIds, 'Choose a subject from the list.').default('other'),
  maxMembers: z.coerce
    .number(`Enter a number from ${members.min} to ${members.max}.`)
    .int('Enter a whole number.')
    .min(members.min, `A room has at least ${members.min} seats.`)
    .max(members.max, `A room has at most ${members.max} seats.`),
  visibility: z.enum(['public', 'private'], 'Choose public or private.'),
  lifetime: z.enum(['temporary', 'kept'], 'Choose how long the room stays.').default('temporary'),
})
export type CreateRoomInput = z.output<typeof createRoomSchema>

/** What the host may change later; an unticked box of a form is simply not sent. */
export const changeRoomSchema = createRoomSchema.extend({ code: roomCode })
export type ChangeRoomInput = z.output<typeof changeRoomSchema>

export const memberSchema = z.object({ code: roomCode, personId: id })
export const muteSchema = memberSchema.extend({ isMuted: z.boolean() })
export const removeSchema = memberSchema.extend({ isBanned: z.boolean() })
export const lockSchema = z.object({ code: roomCode, isLocked: z.boolean() })

export const reportSchema = z.object({
  code: roomCode,
  /** The message, or the person, or both. */
  seq: seq.optional(),
  personId: id.optional(),
  reason: line({ ...reason, tooShort: 'Say in a few words what happened.' }),
})
export type ReportInput = z.output<typeof reportSchema>

const minutes = (name: keyof typeof timerLimits) =>
  z.coerce
    .number('Enter a number.')
    .int('Enter a whole number.')
    .min(timerLimits[name].min, `At least ${timerLimits[name].min}.`)
    .max(timerLimits[name].max, `At most ${timerLimits[name].max}.`)

export const timerCommandSchema = z.object({
  code: roomCode,
  /** The version the person saw: a command for an older one is refused. */
  version: z.number().int().min(0).max(maxInteger),
  command: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['start', 'pause', 'resume', 'skip', 'reset']) }),
    z.object({
      kind: z.literal('settings'),
      focusMinutes: minutes('focusMinutes'),
      breakMinutes: minutes('breakMinutes'),
      longBreakMinutes: minutes('longBreakMinutes'),
      longBreakEvery: minutes('longBreakEvery'),
    }),
  ]),
})

/** For endpoints that take no input. */
export const nothingSchema = z.object({})

/** Which room: what joining, leaving and reading need. */
export const roomCodeSchema = z.object({ code: roomCode })

const messageBody = text(cleanMessage, {
  ...message,
  empty: 'Write something first.',
  tooLong: `A message has at most ${message.max} characters.`,
})

export const postMessageSchema = z.object({
  code: roomCode,
  /** Made by the browser for each message, the same in each retry. */
  clientId: z.uuid('A message needs an id of its own.'),
  body: messageBody,
  replyToSeq: seq.optional(),
  socketId,
})
export type PostMessageInput = z.output<typeof postMessageSchema>

/**
 * One emoji as people know it. Digits and joiners count as parts of emoji, and alone show as figures or as nothing at
 * all. Not a literal: the flag is younger than the language level we compile for, and servers of Node 20 know it.
 */
const unicodeSets: string = 'v'
const wholeEmoji = new RegExp('^\\p{RGI_Emoji}$', unicodeSets)

/** Changes a message that stands: new words, none, or a reaction. */
export const changeMessageSchema = z.object({
  code: roomCode,
  seq,
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('edit'), body: messageBody }),
    z.object({ kind: z.literal('delete') }),
    z.object({
      kind: z.literal('react'),
      emoji: z.string().min(1).max(emoji.max).regex(wholeEmoji),
      isOn: z.boolean(),
    }),
  ]),
  socketId,
})
export type ChangeMessageInput = z.output<typeof changeMessageSchema>

export const markReadSchema = z.object({ code: roomCode, seq })

/** Which part of the chat: after a sequence number (gap repair), or before one (history). */
export const listMessagesSchema = z.object({
  code: roomCode,
  after: wholeNumber({ max: maxSeq }).optional(),
  before: seq.optional(),
  /** With `after`: the count of changes up to which older messages are known. */
  revision: wholeNumber({ max: maxSeq }).optional(),
})
export type ListMessagesInput = z.output<typeof listMessagesSchema>

export const browseRoomsSchema = z.object({
  q: searchText(roomLimits.search.max),
  subject: z.enum(subjectIds).optional().catch(undefined),
  seat: z
    .literal('1')
    .optional()
    .catch(undefined)
    .transform((value) => value === '1'),
  sort: z.enum(['busy', 'recent', 'new']).catch('busy').default('busy'),
  /** Any number is a page: too small is the first, too large the last there is. */
  page: z.coerce
    .number()
    .catch(1)
    .default(1)
    .transform((page) => Math.min(Math.max(1, Math.trunc(page)), 1_000)),
})
export type BrowseRoomsInput = z.output<typeof browseRoomsSchema>
