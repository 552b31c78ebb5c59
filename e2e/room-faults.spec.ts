/** What goes wrong around a room: people who are gone without a word, people who were removed. */
import { expect, type Page, test } from './fixtures'
import { Listener, signFor } from './listener'
import { expectSameTime, openRoom, RoomPage } from './pages/room-page'

// Several browsers and many pages, on a machine that may do other things too.
test.describe.configure({ timeout: 120_000 })

/** The process behind the tab ends, and with it the chance to say goodbye. */
async function killTab(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  const gone = page.waitForEvent('crash')
  // The tab never answers: it is gone.
  devTools.send('Page.crash').catch(() => {})
  await gone
}

test("the host's tab is killed: the timer goes on, and hosting passes to whoever has been there longest", async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob, cy])
  const [a, b, c] = await openRoom(code, ada, bob, cy)
  await a.timer().getByRole('button', { name: 'Start' }).click()
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  const leftBefore = await b.secondsLeft()

  await killTab(ada.page)
  await b.expectPerson(ada.username, 'away')
  await expect.poll(() => testApi.seatOf(code, ada)).toEqual({ isActive: true, status: 'here', isGone: true })
  expect(await testApi.freeGoneSeats(code, 50_000)).toBe(0)
  expect(await testApi.freeGoneSeats(code, 61_000)).toBe(1)

  await b.expectNobody(ada.username)
  await c.expectNobody(ada.username)
  expect(await testApi.roomRow(code)).toMatchObject({ hostId: bob.id, activeMembers: 2 })
  await expect(bob.page.getByRole('button', { name: 'Room settings' })).toBeVisible()
  await expect(cy.page.getByRole('button', { name: 'Room settings' })).toHaveCount(0)
  await expect(c.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect.poll(() => c.secondsLeft()).toBeLessThan(leftBefore)
  await expectSameTime(b, c)
})

test('a closed tab gives its seat up after a moment; a reload and a second tab keep it', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)

  await bob.page.reload()
  await b.expectLive()
  await expect.poll(() => testApi.seatOf(code, bob)).toEqual({ isActive: true, status: 'here', isGone: false })
  expect(await testApi.freeGoneSeats(code, 61_000)).toBe(0)

  const second = await bob.context.newPage()
  await second.goto(`/rooms/${code}`)
  await new RoomPage(second).expectLive()
  await second.goto('about:blank')
  expect(await testApi.freeGoneSeats(code, 61_000)).toBe(0)
  await a.expectPerson(bob.username, 'here')

  await bob.page.goto('about:blank')
  await expect.poll(() => testApi.seatOf(code, bob)).toEqual({ isActive: true, status: 'away', isGone: true })
  await a.expectPerson(bob.username, 'away')
  expect(await testApi.freeGoneSeats(code, 16_000)).toBe(1)
  await a.expectNobody(bob.username)
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 1, hostId: ada.id })
})

for (const [item, confirm, isBanned] of [
  ['Remove from room', 'Remove', false],
  ['Ban from room', 'Ban', true],
] as const) {
  test(`${confirm}: nothing that is said afterwards reaches a connection that was there, nor an old signature`, async ({
    signedIn,
    testApi,
    stack,
    problems,
  }) => {
    problems.allow(/Failed to load resource|403|404|WebSocket/)
    const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
    const { code } = await testApi.room(ada, { name: 'Civil table' }, [bob, cy])
    const [a, c] = await openRoom(code, ada, cy)
    const channel = (await testApi.roomRow(code))?.channel ?? ''
    const ear = await Listener.open(stack)
    const signed = await signFor(stack, bob, { channel, socketId: ear.socketId })
    if (typeof signed === 'number') throw new Error(`A member may listen, and was answered ${signed}.`)
    expect(await ear.subscribe(channel, signed)).toBe(true)
    await a.say('all of us')
    await c.expectLines(['all of us'])
    expect(await ear.textSince(0)).toContain('all of us')

    await a.doWith(bob.username, item)
    await ada.page.getByRole('button', { name: confirm, exact: true }).click()
    await c.expectNobody(bob.username)
    const heardBefore = ear.frames.length
    await a.say('at once')
    await c.say('me too')
    const moved = (await testApi.roomRow(code))?.channel ?? ''
    expect(moved).not.toBe(channel)
    for (const name of [channel, moved])
      expect(await signFor(stack, bob, { channel: name, socketId: ear.socketId })).toBe(403)
    // The old signature still opens the old channel: an empty room.
    ear.send('pusher:unsubscribe', { channel })
    await ear.subscribe(channel, signed)
    expect(await ear.subscribe(moved, signed)).toBe(false)
    ear.send('client-typing', {}, channel)
    // Those who stayed have moved over and hear each other: what follows is said on the new channel.
    for (const { page } of [a, c]) await expect(page.getByRole('log').locator('[data-seq]')).toHaveCount(3)
    await a.say('a moment later')
    await c.say('quite')
    for (const room of [a, c]) {
      await expect(room.page.getByRole('log').locator('[data-seq]')).toHaveCount(5)
      await expect(room.page.getByText(`${bob.username} is writing`)).toHaveCount(0)
    }
    expect(await ear.textSince(heardBefore)).not.toMatch(/at once|me too|a moment later|quite/)
    ear.close()

    for (const path of ['messages', 'state'])
      expect((await bob.page.request.get(`/api/rooms/${code}/${path}`)).status()).toBe(404)
    await bob.page.goto(`/rooms/${code}`)
    await expect(bob.page.getByText('a moment later')).toHaveCount(0)
    if (!isBanned) {
      // Removed is not banned: they get the preview, like everybody who has the code.
      await expect(bob.page.getByRole('button', { name: 'Join room' })).toBeVisible()
      return
    }
    for (const address of [`/rooms/${code}`, `/join/${code}`]) {
      await bob.page.goto(address)
      await expect(bob.page.getByRole('heading', { name: 'You can’t come back to this room' })).toBeVisible()
      await expect(bob.page.getByText('Civil table')).toHaveCount(0)
    }
    await bob.page.goto('/join')
    await bob.page.getByLabel('Room code').fill(code)
    await bob.page.getByRole('button', { name: 'Join room' }).click()
    await expect(bob.page.getByLabel('Room code')).toHaveAccessibleDescription(/No room has this code/)
    expect(await testApi.seatOf(code, bob)).toMatchObject({ isActive: false })
  })
}
