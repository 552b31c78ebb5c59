/** What specs may do behind the stage. Each task is plain data in, plain data out: it crosses a process border. */

import { and, asc, eq, gte, lte, max } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import {
  emailVerifications,
  jobRuns,
  memberships,
  messages,
  profiles,
  recallCards,
  roomQuizzes,
  rooms,
  roomTimers,
  runningSessions,
  stays,
  studySessions,
  tasks as studyTasks,
  timerCycles,
  timerRuns,
} from '@/db/schema'
import { countAll, sumOf } from '@/db/sql'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import { endSessionById } from '@/lib/accounts/commands/sessions'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId, newUuid } from '@/lib/ids'
import { listOutbox } from '@/lib/mail/outbox'
import { savePlan, tickPlan } from '@/lib/planner/commands'
import { savePlanSchema } from '@/lib/planner/schemas'
import { clearLimit } from '@/lib/rate-limit'
import { roomChannel } from '@/lib/realtime/channels'
import { createRoom, deleteExpiredRooms } from '@/lib/rooms/commands'
import { removeMember } from '@/lib/rooms/hosting/commands'
import { unknownCodeLimit } from '@/lib/rooms/limits'
import { postMessage } from '@/lib/rooms/messages/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { freeGoneSeats } from '@/lib/rooms/seats/presence'
import { creditRooms } from '@/lib/study/earning/room-credit'
import { changePreferences } from '@/lib/study/preferences/commands'
import { readPreferences, type StudyPreferences } from '@/lib/study/preferences/queries'
import { findRunning } from '@/lib/study/session/queries'
import { listTasks } from '@/lib/study/tasks/queries'
import { activeTaskOf } from '@/lib/study/tasks/rules'
import { createPerson, type Person, type PersonOptions, signInCookie, viewerOf } from '@/lib/testing/people'
import { asked, createCard, talk } from '@/lib/testing/recall'
import { fillWithRooms } from '@/lib/testing/room-fill'
import { addRecallCards, startBreak } from '@/lib/testing/room-quiz'
import { study } from '@/lib/testing/study'
import { after, minuteMs, secondMs } from '@/lib/time'
import { figuresOf } from './figures'

/** A finished session, as a spec tells it. */
type StudiedSession = {
  startedAt: string
  minutes: number
  type?: 'focus' | 'break'
  task?: string
  room?: string | null
}

/** Somebody with an account and an open session. */
export type SeededPerson = Person & { cookie: { name: string; value: string } }

/** The person as commands know them. Leaves no session behind: who is signed in is the spec's business. */
async function actAs(person: { id: string }): Promise<Viewer> {
  const viewer = await viewerOf(person)
  await endSessionById(viewer.sessionId)
  return viewer
}

export const tasks = {
  /** A person, verified unless said otherwise, already signed in. */
  async person(options: PersonOptions = {}): Promise<SeededPerson> {
    const person = await createPerson(options)
    const { name, value } = await signInCookie(person)
    return { ...person, cookie: { name, value } }
  },

  /** Another browser in which somebody is signed in. */
  sessionOf: (person: { id: string }) => signInCookie(person),

  /** The texts of the mails to an address, newest first. */
  async mailsTo(address: string): Promise<string[]> {
    return (await listOutbox()).filter(({ to }) => to === address).map(({ text }) => text)
  },

  /** Every link mailed for this account ran out a second ago. */
  async expireLinks(email: string): Promise<void> {
    const expiresAt = after(new Date(), -secondMs)
    await transaction((tx) =>
      tx.update(emailVerifications).set({ expiresAt }).where(eq(emailVerifications.email, email)),
    )
  },

  /** A room with its host and, in this order, more people in it. */
  async room(host: { id: string }, fields: Record<string, unknown> = {}, guests: { id: string }[] = []) {
    const now = new Date()
    const input = createRoomSchema.parse({ name: 'A quiet table', maxMembers: 8, visibility: 'public', ...fields })
    const { code } = await createRoom(await actAs(host), input, now)
    for (const guest of guests) await joinRoom(await actAs(guest), code, now)
    return { code }
  },

  /** Sessions a person has behind them, recorded by the earning rules one after the other. */
  async study(person: { id: string }, sessions: StudiedSession[]): Promise<void> {
    for (const { startedAt, minutes, type, task, room } of sessions) {
      const taskId = task ? newId() : null
      if (task && taskId)
        await transaction((tx) =>
          tx
            .insert(studyTasks)
            .values({ id: taskId, userId: person.id, name: task, position: taskId, createdAt: new Date(startedAt) }),
        )
      const at = { startedAt: new Date(startedAt), minutes, type: type ?? 'focus' }
      // A room of this person's alone: whom another test puts into one of the same name is nobody they met.
      const roomId = room ? `${person.id} ${room}` : null
      await study({ userId: person.id, ...at, taskId, roomId, roomName: room ?? null })
    }
  },

  /** Focus minutes and sessions by study day, summed over the sessions themselves: independent of every stored total. */
  async studiedDays(person: { id: string }, { from, to }: { from: string; to: string }) {
    return db
      .select({ day: studySessions.day, minutes: sumOf(studySessions.minutes), sessions: countAll() })
      .from(studySessions)
      .where(
        and(
          eq(studySessions.userId, person.id),
          eq(studySessions.type, 'focus'),
          gte(studySessions.day, from),
          lte(studySessions.day, to),
        ),
      )
      .groupBy(studySessions.day)
      .orderBy(asc(studySessions.day))
  },
  /** What somebody says about themselves. */
  async describe(person: { id: string }, bio: string): Promise<void> {
    await transaction((tx) => tx.update(profiles).set({ bio }).where(eq(profiles.userId, person.id)))
  },

  /** A planned session, ticked off or not; made now unless said otherwise. */
  async plan(
    person: { id: string },
    plan: { date: string; time: string; minutes: string; title?: string; notes?: string },
    isDone: boolean,
    madeAt = new Date().toISOString(),
  ) {
    const viewer = await actAs(person)
    const input = savePlanSchema.parse({ title: 'A plan', category: 'study', ...plan })
    const { id } = await savePlan(viewer, input, new Date(madeAt))
    if (isDone) await tickPlan(viewer, { id, isDone }, new Date())
  },

  /** The name of the task a person works on, as the server knows it. */
  activeTask: async (person: { id: string }) => activeTaskOf(await listTasks(db, person, new Date()))?.name ?? null,

  /** A question of a person that the tutor has answered. */
  async talk(person: { id: string }, question: string): Promise<{ conversationId: string; answerId: string }> {
    const { id, messageIds } = await talk(person, asked(question), new Date())
    return { conversationId: id, answerId: messageIds[1] ?? '' }
  },

  /** A recall card, due now unless said otherwise. Answers its id. */
  recallCard: (
    person: { id: string },
    { question, answer, dueAt }: { question: string; answer: string; dueAt?: string },
  ) => createCard(person, { question, answer, ...(dueAt && { dueAt: new Date(dueAt) }) }),

  /** How a person's cards stand, oldest first. */
  async recallCards(person: { id: string }) {
    const rows = await db
      .select({ question: recallCards.question, reps: recallCards.reps, dueAt: recallCards.dueAt })
      .from(recallCards)
      .where(eq(recallCards.userId, person.id))
      .orderBy(asc(recallCards.createdAt), asc(recallCards.id))
    return rows.map(({ dueAt, ...row }) => ({ ...row, dueAt: dueAt.toISOString() }))
  },

  figures: figuresOf,

  /** Moves the session under way into the past: the server's clock cannot be moved, its rows can. */
  async ageSession(person: { id: string }, ms: number): Promise<void> {
    await transaction(async (tx) => {
      const [row] = await tx.select().from(runningSessions).where(eq(runningSessions.userId, person.id))
      if (!row) throw new Error('Nothing is running.')
      const pauses = row.pauses.map(({ from, to }) => ({ from: from - ms, to: to === null ? null : to - ms }))
      await tx
        .update(runningSessions)
        .set({ startedAt: after(row.startedAt, -ms), pauses, version: row.version + 1 })
        .where(eq(runningSessions.userId, person.id))
    })
  },

  /** Everything a person has studied, oldest first. */
  studySessions(person: { id: string }) {
    return db
      .select({
        type: studySessions.type,
        minutes: studySessions.minutes,
        isCompleted: studySessions.isCompleted,
        plannedMinutes: studySessions.plannedMinutes,
        taskId: studySessions.taskId,
      })
      .from(studySessions)
      .where(eq(studySessions.userId, person.id))
      .orderBy(asc(studySessions.endedAt))
  },

  /** The session under way, or null. */
  runningSession: (person: { id: string }) => findRunning(db, person),

  studyPreferences: (person: { id: string }) => readPreferences(db, person.id),

  changeStudyPreferences: (person: { id: string }, change: Partial<StudyPreferences>) =>
    changePreferences(person, change, new Date()),

  studyTasks: (person: { id: string }) => listTasks(db, person, new Date()),
  /** Says lines in a room, one after the other. */
  async say(code: string, author: { id: string }, lines: string[]) {
    const viewer = await actAs(author)
    for (const body of lines) await postMessage(viewer, { code, clientId: newUuid(), body }, new Date())
  },

  /** So many public rooms with ten people in each, for benchmarks. */
  async manyRooms(count: number) {
    const people: { id: string }[] = []
    for (let n = 0; n < 200; n++) people.push(await createPerson())
    await fillWithRooms(count, 10, people, new Date())
  },

  /** Runs what the scheduler runs for all rooms. Now, and never later: the rooms of other tests have their own time. */
  async roomsCron() {
    const now = new Date()
    return { credited: await creditRooms(now), deleted: await deleteExpiredRooms(now) }
  },

  /** An empty room has been empty for so much longer. */
  async ageEmptyRoom(code: string, byMs: number): Promise<void> {
    await transaction(async (tx) => {
      const [room] = await tx.select().from(rooms).where(eq(rooms.code, code))
      if (!room?.expiresAt) throw new Error(`The room ${code} is not empty.`)
      await tx
        .update(rooms)
        .set({ expiresAt: after(room.expiresAt, -byMs) })
        .where(eq(rooms.id, room.id))
    })
  },

  /** What a room's row says, or null when it is gone. */
  async roomRow(code: string) {
    const [row] = await db.select().from(rooms).where(eq(rooms.code, code))
    return row
      ? {
          activeMembers: row.activeMembers,
          expiresAt: row.expiresAt?.toISOString() ?? null,
          hostId: row.hostId,
          id: row.id,
          channel: roomChannel(row.id, row.channelVersion),
          lastActivityAt: row.lastActivityAt.toISOString(),
        }
      : null
  },

  /** How somebody's seat stands, as the reports of the realtime server and of their browser left it. */
  async seatOf(code: string, person: { id: string }) {
    const [row] = await db
      .select({ seat: memberships })
      .from(memberships)
      .innerJoin(rooms, eq(rooms.id, memberships.roomId))
      .where(and(eq(rooms.code, code), eq(memberships.userId, person.id)))
    return row ? { isActive: row.seat.isActive, status: row.seat.status, isGone: row.seat.goneSince !== null } : null
  },

  /** What the cron route does about people who are gone from a room, so long after the last of them went, or from now. */
  async freeGoneSeats(code: string, laterMs: number) {
    const [room] = await db
      .select({ id: rooms.id, goneSince: max(memberships.goneSince) })
      .from(rooms)
      .leftJoin(memberships, eq(memberships.roomId, rooms.id))
      .where(eq(rooms.code, code))
      .groupBy(rooms.id)
    return freeGoneSeats(after(room?.goneSince ?? new Date(), laterMs), { roomId: room?.id ?? '' })
  },

  /** The host puts somebody out of a room, for good. */
  ban: async (code: string, host: { id: string }, person: { id: string }) =>
    removeMember(await actAs(host), { code, personId: person.id, isBanned: true }, new Date()),

  /** Somebody blocks somebody else. */
  block: async (person: { id: string }, other: { id: string }) =>
    blockPerson(await actAs(person), { personId: other.id, isBlocked: true }, new Date()),

  /** Somebody leaves a room. */
  leave: async (code: string, person: { id: string }) => leaveRoom(person, code, new Date()),

  /** The codes that this person tried and that lead nowhere no longer count. */
  forgiveWrongCodes: (person: { id: string }) => clearLimit(unknownCodeLimit, person.id),

  /** Everybody leaves, and the time of the room is up. */
  async expireRoom(code: string, people: { id: string }[]) {
    for (const person of people) await leaveRoom(person, code, after(new Date(), -31 * minuteMs))
  },

  /** How many rooms the clean-up has written down since then. */
  async roomsDeletedSince(at: string) {
    const runs = await db
      .select({ affected: jobRuns.affected })
      .from(jobRuns)
      .where(and(eq(jobRuns.job, 'rooms'), gte(jobRuns.finishedAt, new Date(at))))
    return runs.reduce((sum, { affected }) => sum + affected, 0)
  },

  /** Moves everything said in a room back, as if it had been said earlier. */
  async ageMessages(code: string, byMs: number): Promise<void> {
    await transaction(async (tx) => {
      const said = await tx
        .select({ id: messages.id, createdAt: messages.createdAt })
        .from(messages)
        .innerJoin(rooms, eq(rooms.id, messages.roomId))
        .where(eq(rooms.code, code))
      for (const { id, createdAt } of said)
        await tx
          .update(messages)
          .set({ createdAt: after(createdAt, -byMs) })
          .where(eq(messages.id, id))
    })
  },

  /** What is on record of a room's chat, in its order. */
  async messagesOf(code: string) {
    return db
      .select({ seq: messages.seq, body: messages.body })
      .from(messages)
      .innerJoin(rooms, eq(rooms.id, messages.roomId))
      .where(eq(rooms.code, code))
      .orderBy(asc(messages.seq))
  },

  /** Cards of a person that make questions: "What about <name>?", to which "<name> is right". */
  addRecallCards: (person: { id: string }, names: string[]) => addRecallCards(person, names, new Date()),

  /** The first break of a room's timer, of five minutes, begins. */
  startBreak: async (code: string, person: { id: string }) => startBreak(await actAs(person), code, new Date()),

  /** The quiz of a room began so long ago; before it is to begin (`agoMs` below 0) its first question waits. */
  async setQuizStart(code: string, agoMs: number) {
    const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
    const startedAt = after(new Date(), -agoMs)
    await transaction((tx) =>
      tx
        .update(roomQuizzes)
        .set({ startedAt })
        .where(eq(roomQuizzes.roomId, room?.id ?? '')),
    )
  },

  /** Minutes of focus a person has on record. */
  async focusMinutes(personId: string) {
    const rows = await db.select().from(studySessions).where(eq(studySessions.userId, personId))
    return rows.reduce((sum, { minutes }) => sum + minutes, 0)
  },

  /** Moves the room's running timer back, as if it had been started earlier. */
  async ageTimer(code: string, byMs: number) {
    const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
    if (!room) throw new Error(`There is no room ${code}.`)
    const earlier = (at: Date | null) => (at ? new Date(at.getTime() - byMs) : null)
    await transaction(async (tx) => {
      const [timer] = await tx.select().from(roomTimers).where(eq(roomTimers.roomId, room.id))
      if (!timer?.cycleId) throw new Error('The timer is not running.')
      await tx
        .update(roomTimers)
        .set({ anchoredAt: earlier(timer.anchoredAt), version: timer.version + 1 })
        .where(eq(roomTimers.roomId, room.id))
      const runs = await tx.select().from(timerRuns).where(eq(timerRuns.cycleId, timer.cycleId))
      for (const run of runs)
        await tx
          .update(timerRuns)
          .set({
            startedAt: new Date(run.startedAt.getTime() - byMs),
            anchoredAt: new Date(run.anchoredAt.getTime() - byMs),
          })
          .where(eq(timerRuns.id, run.id))
      const [cycle] = await tx.select().from(timerCycles).where(eq(timerCycles.id, timer.cycleId))
      await tx
        .update(timerCycles)
        .set({ dueAt: earlier(cycle?.dueAt ?? null), startedAt: new Date((cycle?.startedAt.getTime() ?? 0) - byMs) })
        .where(eq(timerCycles.id, timer.cycleId))
      const seats = await tx.select().from(stays).where(eq(stays.roomId, room.id))
      for (const seat of seats)
        await tx
          .update(stays)
          .set({ joinedAt: new Date(seat.joinedAt.getTime() - byMs) })
          .where(eq(stays.id, seat.id))
    })
  },
}

export type TestApi = typeof tasks
