/** Who starts the quiz of a room's break, when, from which cards, and what becomes of it. */
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { roomQuizAnswers, roomQuizzes } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { closeRoom, removeMember } from '@/lib/rooms/hosting/commands'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { createViewer } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { addRecallCards, cardText, pressTimer, startBreak } from '@/lib/testing/room-quiz'
import { answerOf, openRoom } from '@/lib/testing/rooms'
import { sample } from '@/lib/testing/sample'
import { after, dayMs, minuteMs, secondMs } from '@/lib/time'
import { answerQuiz, startQuiz } from './commands'
import { getQuiz } from './queries'

const published = vi.hoisted(() => [] as { channel: string; event: string; payload: object }[])
vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async (channel: string, event: string, payload: object) => void published.push({ channel, event, payload }),
  disconnectSessions: async () => {},
}))

const now = new Date('2026-03-02T10:00:00Z')
const at = (ms: number) => after(now, ms)

/** A room in whose break, which has just begun, the host has cards. */
async function atBreak(guests: Viewer[] = [], cards = ['one', 'two', 'three', 'four', 'five', 'six']) {
  const { host, code } = await openRoom(after(now, -minuteMs), { guests })
  await startBreak(host, code, now)
  if (cards.length > 0) await addRecallCards(host, cards, after(now, -dayMs))
  published.length = 0
  return { host, code }
}

beforeEach(() => {
  published.length = 0
})

const stored = async (viewer: Viewer, code: string) => {
  const { id } = await getRoomAsMember(viewer, code, now)
  return db.select().from(roomQuizzes).where(eq(roomQuizzes.roomId, id))
}

test('a quiz has five questions at most, ends with the break, and the room is told without a word of it', async () => {
  const guest = await createViewer()
  const { host, code } = await atBreak([guest])
  const quiz = await startQuiz(host, code, at(10_000))
  const endsAtMs = at(5 * minuteMs).getTime()
  expect(quiz).toMatchObject({ phase: 'question', index: 0, count: 5, endsAtMs, isOwn: true, answered: 0 })
  expect(await getQuiz(guest, code, at(10_000))).toEqual({ ...quiz, isOwn: false })
  const { channel } = await getRoomAsMember(host, code, now)
  expect(published).toEqual([{ channel, event: 'quiz.changed', payload: {} }])
  const [row] = await stored(host, code)
  for (const { choices, right } of row?.questions ?? []) expect(choices[right]).toMatch(/ is right$/)
})

test('cards that are due come first, then the newest; those without wrong answers and those of others never', async () => {
  const guest = await createViewer()
  const { host, code } = await atBreak([guest], ['old', 'new'])
  await addRecallCards(host, ['due'], after(now, -3 * dayMs), { dueAt: after(now, -dayMs) })
  await addRecallCards(host, ['own words'], now, { wrongAnswers: [], dueAt: after(now, -dayMs) })
  await addRecallCards(host, ['alike'], now, { wrongAnswers: ['x', 'x', 'y'] })
  await addRecallCards(guest, ['theirs'], now)
  await startQuiz(host, code, now)
  const [row] = await stored(host, code)
  expect(row?.questions.map(({ question }) => question)).toEqual(
    ['due', 'new', 'old'].map((name) => cardText(name).question),
  )
})

test('there are as many questions as fit into the rest of the break', async () => {
  for (const [leftMs, count] of [
    [35 * secondMs, 1],
    [90 * secondMs, 3],
  ] as const) {
    const { host, code } = await atBreak()
    expect(await startQuiz(host, code, at(5 * minuteMs - leftMs))).toMatchObject({ count })
  }
  const { host, code } = await atBreak()
  const late = startQuiz(host, code, at(5 * minuteMs - 34 * secondMs))
  await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('nearly over') })
  expect(await stored(host, code)).toEqual([])
})

test('whoever has no cards is told where they come from', async () => {
  const { host, code } = await atBreak([], [])
  await addRecallCards(host, ['own words'], now, { wrongAnswers: [] })
  await expect(startQuiz(host, code, now)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Ask the tutor something first: its questions make the quiz.',
  })
})

test('outside of a running break there is no quiz to start', async () => {
  const { host, code } = await openRoom(after(now, -minuteMs))
  await addRecallCards(host, ['one'], now)
  expect(await answerOf(startQuiz(host, code, now))).toBe('conflict')
  await pressTimer(host, code, 'start', now)
  expect(await answerOf(startQuiz(host, code, now))).toBe('conflict')
  await pressTimer(host, code, 'skip', now)
  await pressTimer(host, code, 'pause', now)
  expect(await answerOf(startQuiz(host, code, now))).toBe('conflict')
  await pressTimer(host, code, 'resume', now)
  expect(await answerOf(startQuiz(host, code, now))).toBe('done')
  expect(await answerOf(startQuiz(host, code, at(5 * minuteMs)))).toBe('conflict')
})

test('two who start at once get one quiz, and whoever comes later joins it, with cards or without', async () => {
  for (let round = 0; round < sample(3, 20); round++) {
    const [guest, third] = [await createViewer(), await createViewer()]
    const { host, code } = await atBreak([guest, third])
    await addRecallCards(guest, ['a', 'b', 'c'], now)
    const [one, other] = await Promise.all([startQuiz(host, code, now), startQuiz(guest, code, now)])
    expect(one?.id).toBe(other?.id)
    expect([one?.isOwn, other?.isOwn].filter(Boolean)).toHaveLength(1)
    expect(await startQuiz(third, code, at(1_000))).toMatchObject({ id: one?.id, isOwn: false })
    expect(published).toHaveLength(1)
    expect(await stored(host, code)).toHaveLength(1)
  }
})

test('the quiz of a break that is over is replaced in the next one, its answers with it, also by two at once', async () => {
  const guest = await createViewer()
  const { host, code } = await atBreak([guest])
  await addRecallCards(guest, ['a'], now)
  const first = await startQuiz(host, code, now)
  await answerQuiz(guest, { code, quizId: first?.id ?? '', questionIndex: 0, choice: 0 }, at(1_000))
  expect(await startQuiz(guest, code, at(4 * minuteMs))).toMatchObject({ id: first?.id, phase: 'scores' })
  const next = at(30 * minuteMs)
  const quizzes = await Promise.all([startQuiz(host, code, next), startQuiz(guest, code, next)])
  expect(new Set(quizzes.map((quiz) => quiz?.id)).size).toBe(1)
  const rows = await stored(host, code)
  expect(rows.map(({ id }) => id)).toEqual([quizzes[0]?.id])
  expect(rows[0]?.id).not.toBe(first?.id)
  expect(await db.select().from(roomQuizAnswers).where(eq(roomQuizAnswers.userId, guest.id))).toEqual([])
})

test.each(['skip', 'reset', 'pause'] as const)(
  'after a %s of the timer the quiz is over, and stays so',
  async (kind) => {
    const { host, code } = await atBreak()
    const quiz = await startQuiz(host, code, now)
    await pressTimer(host, code, kind, at(5_000))
    expect(await getQuiz(host, code, at(6_000))).toBeNull()
    const answer = { code, quizId: quiz?.id ?? '', questionIndex: 0, choice: 0 }
    expect(await answerOf(answerQuiz(host, answer, at(6_000)))).toBe('expired')
    if (kind !== 'pause') return
    await pressTimer(host, code, 'resume', at(8_000))
    expect(await getQuiz(host, code, at(9_000))).toBeNull()
    expect(await answerOf(answerQuiz(host, answer, at(9_000)))).toBe('expired')
    expect(await startQuiz(host, code, at(9_000))).toMatchObject({ phase: 'question', index: 0 })
  },
)

test('with the break the quiz ends, and with the room it is gone', async () => {
  const { host, code } = await atBreak()
  const quiz = await startQuiz(host, code, now)
  await answerQuiz(host, { code, quizId: quiz?.id ?? '', questionIndex: 0, choice: 0 }, at(1_000))
  expect(await getQuiz(host, code, at(5 * minuteMs - 1))).toMatchObject({ phase: 'scores' })
  expect(await getQuiz(host, code, at(5 * minuteMs))).toBeNull()
  await closeRoom(host, code, at(6 * minuteMs))
  expect(
    await db
      .select()
      .from(roomQuizzes)
      .where(eq(roomQuizzes.id, quiz?.id ?? '')),
  ).toEqual([])
  expect(await db.select().from(roomQuizAnswers).where(eq(roomQuizAnswers.userId, host.id))).toEqual([])
})

test('only who sits there and has proved their address starts, asks or answers', async () => {
  const wrong = {
    outsider: await createViewer(),
    'ex-member': await createViewer(),
    removed: await createViewer(),
    banned: await createViewer(),
  }
  const { host, code } = await atBreak([wrong['ex-member'], wrong.removed, wrong.banned])
  const quiz = await startQuiz(host, code, now)
  await leaveRoom(wrong['ex-member'], code, now)
  await removeMember(host, { code, personId: wrong.removed.id, isBanned: false }, now)
  await removeMember(host, { code, personId: wrong.banned.id, isBanned: true }, now)
  const answer = { code, quizId: quiz?.id ?? '', questionIndex: 0, choice: 0 }
  for (const [who, viewer] of Object.entries(wrong)) {
    await addRecallCards(viewer, ['one'], now)
    expect(await answerOf(getQuiz(viewer, code, now)), who).toBe('not-found')
    expect(await answerOf(startQuiz(viewer, code, now)), who).toBe('not-found')
    expect(await answerOf(answerQuiz(viewer, answer, now)), who).toBe('not-found')
  }
  const unverified = { ...host, isVerified: false }
  expect(await answerOf(startQuiz(unverified, code, now))).toBe('unverified')
  expect(await answerOf(answerQuiz(unverified, answer, now))).toBe('unverified')
  expect(await answerOf(getQuiz(host, 'ZZZZZZ', now))).toBe('not-found')
  const elsewhere = { ...answer, quizId: newUuid() }
  expect(await answerOf(answerQuiz(host, elsewhere, now))).toBe('expired')
})

/** Not the begin and commit around it. */
const isAsked = (query: string) => !/^(begin|commit)/i.test(query)

test('the state costs the room and one read, and outside of breaks the room alone', async () => {
  const guests = [await createViewer(), await createViewer()]
  const { host, code } = await atBreak(guests)
  const ask = async (time: Date) => (await queriesOf(() => getQuiz(host, code, time))).filter(isAsked).length
  const counts = [await ask(now)]
  const quiz = await startQuiz(host, code, now)
  for (const guest of guests)
    await answerQuiz(guest, { code, quizId: quiz?.id ?? '', questionIndex: 0, choice: 1 }, at(1_000))
  expect([...counts, await ask(at(2_000)), await ask(at(6 * minuteMs))]).toEqual([2, 2, 1])
})
