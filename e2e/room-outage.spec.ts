/** The realtime server dies while people chat. Its outage is short here; E2E_OUTAGE_SECONDS makes it as long as wanted. */
import { createDatabase, dropDatabase } from '../lib/testing/postgres-cluster'
import { expect, type Person, test } from './fixtures'
import { RoomPage } from './pages/room-page'
import { childOf, type OwnStack, startStack } from './stacks'
import { openTestApi, type SeededPerson } from './test-api'

const outageMs = Number(process.env.E2E_OUTAGE_SECONDS ?? 4) * 1_000
/** Far from the ports of the shared stacks. */
const port = 4400

test('the realtime server is gone for a while: sending works, a banner says so, and no word is lost, doubled or moved', async ({
  stack,
  newPerson,
  problems,
}) => {
  test.setTimeout(180_000 + 2 * outageMs)
  problems.allow(/WebSocket|ERR_CONNECTION/)
  // A database of its own: the scheduler beside it asks another realtime server who is there.
  const server = stack.name === 'postgres' ? (stack.env.DATABASE_URL ?? null) : null
  const database = `virtualcafe_outage_${process.pid}`
  const own = await startStack(stack.name, server && (await createDatabase(server, database)), port)
  const testApi = openTestApi(own)
  let endOutage = () => {}
  try {
    const people = await Promise.all([1, 2, 3].map(() => testApi.person()))
    const [host, ...guests] = people
    if (!host) throw new Error('nobody came')
    const { code } = await testApi.room(host, {}, guests)
    const tables: RoomPage[] = []
    for (const person of people) tables.push(new RoomPage((await at(own, person, await newPerson())).page))
    for (const { page } of tables) await page.goto(`${own.url}/rooms/${code}`)
    for (const table of tables) await table.expectLive()
    const [a, b, c] = tables as [RoomPage, RoomPage, RoomPage]
    await a.say('before')
    for (const table of tables) await table.expectLines(['before'])

    endOutage = await startOutage(own)
    const began = Date.now()
    for (const { page } of tables) await expect(page.getByText('Reconnecting… you can keep writing')).toBeVisible()
    for (let round = 1; round <= 4; round++) {
      for (const [at, table] of tables.entries()) await table.say(`${at + 1} says ${round}`)
      // Confirmed by the app, which the realtime server has no part in.
      for (const { page } of tables) await expect(page.locator('[data-pending]')).toHaveCount(0)
    }
    await a.openMenu('1 says 2')
    await a.page.getByRole('menuitem', { name: 'Edit' }).click()
    await a.page.getByLabel('Edit message').fill('1 says two')
    await a.page.getByLabel('Edit message').press('Enter')
    await expect(a.message('1 says two')).toContainText('edited')
    expect(await testApi.messagesOf(code)).toHaveLength(13)
    await expect.poll(() => Date.now() - began, { timeout: outageMs + 5_000 }).toBeGreaterThan(outageMs)
    for (const { page } of tables) await expect(page.getByText('Reconnecting… you can keep writing')).toBeVisible()

    await b.say('as it comes back')
    endOutage()
    for (const { page } of tables)
      await expect(page.getByText('Reconnecting… you can keep writing')).toHaveCount(0, { timeout: 30_000 })
    await c.say('after')
    await expect.poll(async () => (await testApi.messagesOf(code)).at(-1)?.body).toBe('after')
    const stored = (await testApi.messagesOf(code)).map(({ body }) => (body === '1 says two' ? `${body}edited` : body))
    expect(stored).toHaveLength(15)
    for (const table of tables) await table.expectLines(stored)
    // Each one's own words stand in the order in which they were written.
    for (const at of [1, 2, 3])
      expect(stored.filter((line) => line.startsWith(`${at} says`)).map((line) => line.slice(7, 8))).toEqual(
        at === 1 ? ['1', 't', '3', '4'] : ['1', '2', '3', '4'],
      )
    for (const table of tables) for (const { username } of people) await table.expectPerson(username, 'here')
    expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 3, hostId: host.id })
  } finally {
    endOutage()
    await testApi.close()
    await own.stop()
    if (server) await dropDatabase(server, database)
  }
})

async function at(own: OwnStack, person: SeededPerson, browser: Person): Promise<Person> {
  await browser.context.addCookies([{ ...person.cookie, url: own.url }])
  return browser
}

/**
 * Kills the realtime server. The supervisor starts another one at once, which is stopped before it listens, so that the
 * port stays closed until the outage is ended.
 */
async function startOutage(own: OwnStack): Promise<() => void> {
  const realtimeOf = () => childOf(own, /server\/realtime\/main/)
  const killed = realtimeOf()
  if (!killed) throw new Error('There is no realtime server to kill.')
  process.kill(killed, 'SIGKILL')
  let successor = 0
  await expect
    .poll(
      () => {
        const found = realtimeOf()
        if (!found || found === killed) return false
        process.kill(found, 'SIGSTOP')
        successor = found
        return true
      },
      { intervals: [10], timeout: 10_000 },
    )
    .toBe(true)
  return () => {
    if (successor) process.kill(successor, 'SIGCONT')
    successor = 0
  }
}
