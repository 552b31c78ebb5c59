/** Answering the quiz of a room: in time, once, and what each person sees of the others. */
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { roomQuizAnswers, roomQuizzes } from '@/db/schema'
import { blockPerson } from '@/lib/accounts/commands/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { muteMember } from '@/lib/rooms/hosting/commands'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { createViewer } from '@/lib/testing/people'
import { addRecallCards, startBreak } from '@/lib/testing/room-quiz'
import { answerOf, openRoom } from '@/lib/testing/rooms'
import { sample } from '@/lib/testing/sample'
import { after, minuteMs } from '@/lib/time'
import { answerQuiz, startQuiz } from './commands'
import { getQuiz } from './queries'
import { quizTimes } from './rules'

vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))

const now = new Date('2026-03-02T10:00:00Z')
const at = (ms: number) => after(now, ms)
const roundMs = quizTimes.answerMs + quizTimes.resultMs

/** A quiz of two questions, which has just begun; `right` and `wrong` say what to choose in each. */
async function begun(guests: Viewer[] = []) {
  const { host, code } = await openRoom(after(now, -minuteMs), { guests })
  await startBreak(host, code, now)
  await addRecallCards(host, ['one', 'two'], now)
  const quizId = (await startQuiz(host, code, now))?.id ?? ''
  const [row] = await db.select().from(roomQuizzes).where(eq(roomQuizzes.id, quizId))
  const right = row?.questions.map((question) => question.right) ?? []
  const answer = (who: Viewer, questionIndex: number, choice: number | undefined, ms: number) =>
    answerQuiz(who, { code, quizId, questionIndex, choice: choice ?? 0 }, at(ms))
  return { host, code, quizId, right, wrong: right.map((choice) => (choice + 1) % 4), answer }
}

const answersOf = (who: Viewer) => db.select().from(roomQuizAnswers).where(eq(roomQuizAnswers.userId, who.id))

test('an answer counts, is shown to whoever gave it, and to the others as a number until time is up', async () => {
  const guest = await createViewer()
  const { host, code, right, wrong, answer } = await begun([guest])
  const { quiz } = await answer(guest, 0, right[0], 3_000)
  expect(quiz).toMatchObject({ phase: 'question', choice: right[0], answered: 1 })
  await answer(host, 0, wrong[0], 4_000)
  const seen = await getQuiz(host, code, at(19_999))
  expect(seen).toMatchObject({ phase: 'question', choice: wrong[0], answered: 2 })
  expect(seen).not.toHaveProperty('right')
  expect(JSON.stringify(seen)).not.toContain(guest.username)
  const result = await getQuiz(host, code, at(20_000))
  expect(result).toMatchObject({ phase: 'result', right: right[0], choice: wrong[0] })
  expect(result).toMatchObject({ rightPeople: [{ id: guest.id, username: guest.username, avatarUrl: null }] })
  expect(await getQuiz(host, code, at(2 * roundMs))).toMatchObject({
    phase: 'scores',
    scores: [
      { person: { id: guest.id }, right: 1 },
      { person: { id: host.id }, right: 0 },
    ],
  })
})

test('the first answer counts, the same again changes nothing, and of many at once one is kept', async () => {
  const guest = await createViewer()
  const { host, right, wrong, answer } = await begun([guest])
  await answer(host, 0, wrong[0], 1_000)
  expect(await answerOf(answer(host, 0, wrong[0], 2_000))).toBe('done')
  expect(await answerOf(answer(host, 0, right[0], 2_000))).toBe('conflict')
  expect(await answersOf(host)).toMatchObject([{ choice: wrong[0], answeredAt: at(1_000) }])
  for (let round = 0; round < sample(2, 20); round++) {
    const who = await createViewer()
    const table = await begun([who])
    const outcomes = await Promise.all([0, 1, 2, 3].map((choice) => answerOf(table.answer(who, 0, choice, 5_000))))
    expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'done'])
    expect(await answersOf(who)).toHaveLength(1)
  }
})

test('an answer before or after the time of its question is refused and not kept', async () => {
  const { host, right, answer } = await begun()
  for (const [index, ms] of [
    [1, 1_000],
    [0, 20_000],
    [0, roundMs],
    [1, roundMs - 1],
    [1, roundMs + 20_000],
    [4, 1_000],
    [0, 2 * roundMs],
    [0, 5 * minuteMs],
  ] as const)
    expect(await answerOf(answer(host, index, right[index], ms)), `${index} at ${ms}`).toBe('expired')
  expect(await answersOf(host)).toEqual([])
  expect(await answerOf(answer(host, 0, right[0], 19_999))).toBe('done')
  expect(await answerOf(answer(host, 1, right[1], roundMs))).toBe('done')
})

test('whoever is muted in the chat plays all the same, and who joins late answers what is still to come', async () => {
  const [muted, late] = [await createViewer(), await createViewer()]
  const { host, code, right, answer } = await begun([muted])
  await muteMember(host, { code, personId: muted.id, isMuted: true }, now)
  expect(await answerOf(answer(muted, 0, right[0], 1_000))).toBe('done')
  await joinRoom(late, code, at(22_000))
  expect(await answerOf(answer(late, 0, right[0], 23_000))).toBe('expired')
  expect(await answerOf(answer(late, 1, right[1], roundMs))).toBe('done')
})

test.each([true, false])(
  'people whom a block parts are not there for each other (set by the one: %s)',
  async (isMine) => {
    const [ada, bob] = [await createViewer(), await createViewer()]
    const { host, code, right, answer } = await begun([ada, bob])
    for (const who of [ada, bob, host]) await answer(who, 0, right[0], 1_000)
    const [blocker, blocked] = isMine ? [ada, bob] : [bob, ada]
    await blockPerson(blocker, { personId: blocked.id, isBlocked: true }, at(2_000))
    for (const [who, other] of [
      [ada, bob],
      [bob, ada],
    ] as const) {
      expect(await getQuiz(who, code, at(3_000))).toMatchObject({ answered: 2, choice: right[0] })
      for (const ms of [20_000, 2 * roundMs]) {
        const seen = JSON.stringify(await getQuiz(who, code, at(ms)))
        expect(seen).toContain(who.username)
        expect(seen).toContain(host.username)
        expect(seen).not.toContain(other.username)
        expect(seen).not.toContain(other.id)
      }
    }
    expect(await getQuiz(host, code, at(20_000))).toMatchObject({ rightPeople: { length: 3 } })
  },
)

test('who has left is not shown any more, and is again once they are back', async () => {
  const guest = await createViewer()
  const { host, code, right, answer } = await begun([guest])
  await answer(guest, 0, right[0], 1_000)
  await leaveRoom(guest, code, at(2_000))
  expect(await getQuiz(host, code, at(3_000))).toMatchObject({ answered: 0 })
  await joinRoom(guest, code, at(4_000))
  expect(await getQuiz(host, code, at(5_000))).toMatchObject({ answered: 1 })
  expect(await getQuiz(guest, code, at(5_000))).toMatchObject({ choice: right[0] })
})

test('until its time is up a question is the same to read whichever of its choices is right', async () => {
  const { host, code, quizId } = await begun()
  const [row] = await db.select().from(roomQuizzes).where(eq(roomQuizzes.id, quizId))
  const right = row?.questions.map((question) => question.choices[question.right]) ?? []
  for (const ms of [0, 19_999, 20_000, roundMs, roundMs + 19_999]) {
    const seen = await getQuiz(host, code, at(ms))
    const isResult = seen?.phase === 'result'
    expect(seen !== null && 'right' in seen).toBe(isResult)
    // The choices of the question under way are all that names a right answer.
    const { choices: _, ...rest } = seen as typeof seen & { choices: string[] }
    for (const text of right) expect(JSON.stringify(rest)).not.toContain(text)
  }
})
