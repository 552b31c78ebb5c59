/** Rights in a room, as people see them: who hears it, whose it is, and what they are told when they lose it. */
import { expect, type Page, test } from './fixtures'
import { Listener, signFor } from './listener'
import { openRoom, RoomPage } from './pages/room-page'
import { SettingsPage } from './pages/settings-page'
import type { Stack } from './stacks'
import { unique } from './unique'

test.describe.configure({ timeout: 120_000 })

type Watched = Window & { seenAway?: string[] }

/** Notes every person who is ever shown as away from now on. */
async function watchForAway(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = []
    ;(window as Watched).seenAway = seen
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('[aria-label="People in this room"] li'))
        if (/\baway\b/.test(row.textContent ?? '')) seen.push(row.textContent ?? '')
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as Watched).seenAway ?? [])
}

/** What a page asks the server from now on, by kind. */
function countRequests(page: Page) {
  const counts = { auth: 0, state: 0, messages: 0 }
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname
    if (path === '/api/realtime/auth') counts.auth++
    if (path.endsWith('/state')) counts.state++
    if (path.endsWith('/messages') && request.method() === 'GET') counts.messages++
  })
  return counts
}

test('somebody leaves: the others move over without losing, doubling or dimming anything', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/Failed to load resource|403|404|WebSocket/)
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob, cy])
  const [a, b, c] = await openRoom(code, ada, bob, cy)
  for (const { username } of [ada, bob, cy]) await a.expectPerson(username, 'here')
  await a.timer().getByRole('button', { name: 'Start' }).click()
  await b.expectPerson(ada.username, 'focusing')
  const before = await testApi.roomRow(code)
  const [awayAtAda, awayAtBob] = [await watchForAway(ada.page), await watchForAway(bob.page)]
  const asked = countRequests(bob.page)

  await c.leave()
  // Said while everybody is on the way.
  await a.say('one')
  await b.say('two')
  await a.say('three')
  for (const room of [a, b]) await room.expectNobody(cy.username)
  await expect.poll(async () => (await testApi.roomRow(code))?.channel).not.toBe(before?.channel)
  await b.say('four')
  for (const room of [a, b]) {
    await expect(room.page.getByRole('log').locator('[data-seq]')).toHaveCount(4)
    await expect(room.page.locator('[data-pending]')).toHaveCount(0)
    await expect(room.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  }
  await bob.page.getByLabel('Message', { exact: true }).pressSequentially('typing')
  await expect(ada.page.getByText(`${bob.username} is writing`)).toBeVisible()
  await a.expectPerson(bob.username, 'focusing')
  await b.expectPerson(ada.username, 'focusing')
  const others = (seen: string[]) => seen.filter((row) => !row.includes(cy.username))
  expect(others(await awayAtAda())).toEqual([])
  expect(others(await awayAtBob())).toEqual([])
  expect(asked.auth).toBe(1)
  expect(asked.state).toBeLessThanOrEqual(2)
})

/** A client of one's own with somebody's cookie, which follows the room like our pages do. */
async function enter(stack: Stack, person: Parameters<typeof signFor>[1], channel: string): Promise<Listener> {
  const ear = await Listener.open(stack)
  const signed = await signFor(stack, person, { channel, socketId: ear.socketId })
  if (typeof signed === 'number') throw new Error(`A member may listen, and was answered ${signed}.`)
  expect(await ear.subscribe(channel, signed)).toBe(true)
  return ear
}

test('a copied cookie hears nothing after "Log out everywhere else", and the owner of the account hears on', async ({
  signedIn,
  testApi,
  stack,
  problems,
}) => {
  problems.allow(/WebSocket/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const copied = { ...bob, cookie: await testApi.sessionOf(bob) }
  const { code } = await testApi.room(ada, { visibility: 'private' }, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  const ear = await enter(stack, copied, (await testApi.roomRow(code))?.channel ?? '')
  await a.say('all of us')
  await b.expectLines(['all of us'])
  expect(await ear.textSince(0)).toContain('all of us')

  const settings = await new SettingsPage(await bob.context.newPage()).open()
  const heardBefore = ear.frames.length
  await settings.logOutElsewhere()
  await a.say('between us')
  await b.expectLines(['all of us', 'between us'])
  await b.say('yes')
  await a.expectLines(['all of us', 'between us', 'yes'])
  const heard = ear.frames.slice(heardBefore).map(({ event }) => event)
  await ear.hearEverything()
  expect(await ear.textSince(heardBefore)).not.toMatch(/between us|message\.posted/)
  expect(heard).toContain('channel.moved')
  ear.close()
})

test('opening a room fetches nothing that its page brought, and joining and leaving cost the others no question', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada)
  const asked = countRequests(ada.page)
  const a = new RoomPage(ada.page)
  const compared = ada.page.waitForResponse((response) => response.url().endsWith('/cursor'))
  await ada.page.goto(`/rooms/${code}`)
  await a.expectLive()
  await compared
  expect(asked).toMatchObject({ state: 0, messages: 0 })

  await bob.page.goto(`/rooms/${code}`)
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  const b = new RoomPage(bob.page)
  await b.expectLive()
  await a.expectPerson(bob.username, 'here')
  await b.say('hello')
  await a.expectLines(['hello'])
  const again = ada.page.waitForResponse((response) => response.url().endsWith('/cursor'))
  await b.leave()
  await a.expectNobody(bob.username)
  await again
  await a.say('alone')
  await a.expectLines(['hello', 'alone'])
  expect(asked).toMatchObject({ state: 0, messages: 0 })
})

test('a room of fifty moves over when one leaves, and nobody misses what is said meanwhile', async ({
  signedIn,
  testApi,
  stack,
}) => {
  const ada = await signedIn()
  const crowd = await Promise.all(Array.from({ length: 49 }, () => testApi.person()))
  const { code } = await testApi.room(ada, { maxMembers: 50 }, crowd)
  const [a] = await openRoom(code, ada)
  const channel = (await testApi.roomRow(code))?.channel ?? ''
  const ears = await Promise.all(crowd.map((person) => enter(stack, person, channel)))
  const asked = countRequests(ada.page)

  const started = Date.now()
  await testApi.leave(code, crowd[0] ?? ada)
  await a.say('while you move')
  const moved = (await testApi.roomRow(code))?.channel ?? ''
  let auths = 0
  await Promise.all(
    ears.slice(1).map(async (ear, at) => {
      const person = crowd[at + 1] ?? null
      await expect.poll(() => ear.frames.some(({ event }) => event === 'channel.moved'), { intervals: [20] }).toBe(true)
      const signed = await signFor(stack, person, { channel: moved, socketId: ear.socketId })
      auths++
      if (typeof signed === 'number') throw new Error(`A member may listen, and was answered ${signed}.`)
      expect(await ear.subscribe(moved, signed)).toBe(true)
      const cookie = `${person?.cookie.name}=${person?.cookie.value}`
      const read = (path: string) => fetch(`${stack.url}/api/rooms/${code}/${path}`, { headers: { cookie } })
      // What a page asks: how far the room is, and then for what it lacks.
      const [cursor, messages] = await Promise.all([read('cursor'), read('messages?after=0')])
      expect([cursor.status, messages.status]).toEqual([200, 200])
      expect(await messages.text()).toContain('while you move')
    }),
  )
  test.info().annotations.push({ type: 'moved', description: `${auths} people in ${Date.now() - started} ms` })
  process.stdout.write(`A room of 50: ${auths} authorisations, all moved in ${Date.now() - started} ms\n`)
  await a.say('all here')
  await a.expectLines(['while you move', 'all here'])
  for (const ear of ears.slice(1)) await expect.poll(() => ear.textSince(0), { intervals: [50] }).toContain('all here')
  expect(await ears[0]?.textSince(0)).not.toMatch(/while you move|all here/)
  expect(asked).toMatchObject({ auth: 1 })
  for (const ear of ears) ear.close()
})

test('the owner of a kept room comes back to it; a stand-in sees only what keeps order', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/WebSocket/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, { name: unique('Thesis'), lifetime: 'kept' })
  await testApi.leave(code, ada)
  const [a, b] = [new RoomPage(ada.page), new RoomPage(bob.page)]
  await bob.page.goto(`/rooms/${code}`)
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  await b.expectLive()
  const people = bob.page.getByRole('list', { name: 'People in this room' })
  await expect(people.getByText('Acting host')).toBeVisible()
  await bob.page.getByRole('button', { name: 'Room settings' }).click()
  await expect(bob.page.getByText('Only the owner can change or close this room.', { exact: false })).toBeVisible()
  await bob.page.getByLabel('Lock the room').check()
  await expect(bob.page.getByLabel('Room name')).toHaveCount(0)
  await expect(bob.page.getByRole('button', { name: 'Close room' })).toHaveCount(0)
  await bob.page.getByRole('button', { name: 'Close', exact: true }).click()

  await ada.page.goto(`/rooms/${code}`)
  await ada.page.getByRole('button', { name: 'Join room' }).click()
  await a.expectLive()
  await expect(people.getByText('Owner', { exact: true })).toBeVisible()
  await expect(people.getByText('Acting host')).toHaveCount(0)
  await expect(bob.page.getByText(`${ada.username} is the host now`)).toBeVisible()
  await expect(bob.page.getByRole('button', { name: 'Room settings' })).toHaveCount(0)

  await a.doWith(bob.username, 'Make owner')
  await ada.page.getByRole('button', { name: 'Make owner', exact: true }).click()
  await expect(bob.page.getByText('You are the owner of this room now')).toBeVisible()
  await bob.page.getByRole('button', { name: 'Room settings' }).click()
  await expect(bob.page.getByLabel('Room name')).toBeVisible()
})

test('removed, and a room that is closed while the tab was away: each is told in words', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/Failed to load resource|403|404|WebSocket/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await a.doWith(bob.username, 'Remove from room')
  await ada.page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(bob.page.getByText('The host asked you to leave.')).toBeVisible()
  await expect(bob.page.getByText('What you studied is yours.')).toBeVisible()
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  await b.expectLive()
  await expect(bob.page.getByText('The host asked you to leave.')).toHaveCount(0)

  await bob.page.goto('about:blank')
  await ada.page.getByRole('button', { name: 'Room settings' }).click()
  await ada.page.getByRole('button', { name: 'Close room' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Close room' }).click()
  await expect(ada.page).toHaveURL('/dashboard')
  await bob.page.goto(`/rooms/${code}`)
  await expect(bob.page.getByRole('heading', { name: 'This room is closed' })).toBeVisible()
})

test('whom the host has muted is not shown writing, though a client of their own goes on saying so', async ({
  signedIn,
  testApi,
  stack,
  problems,
}) => {
  problems.allow(/WebSocket/)
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob, cy])
  const [a] = await openRoom(code, ada)
  const channel = (await testApi.roomRow(code))?.channel ?? ''
  const [ofBob, ofCy] = [await enter(stack, bob, channel), await enter(stack, cy, channel)]
  ofBob.send('client-typing', {}, channel)
  await expect(ada.page.getByText(`${bob.username} is writing`)).toBeVisible()
  await expect(ada.page.getByText(/is writing/)).toHaveCount(0)

  await a.doWith(bob.username, 'Mute in chat')
  await expect(ada.page.getByRole('listitem').filter({ hasText: bob.username }).getByText('· muted')).toBeVisible()
  ofBob.send('client-typing', {}, channel)
  await ofBob.hearEverything()
  ofCy.send('client-typing', {}, channel)
  // Were both shown, it would be "... and ... are writing".
  await expect(ada.page.getByText(`${cy.username} is writing`)).toBeVisible()
  for (const ear of [ofBob, ofCy]) ear.close()
})

test('joining a fourth room says that three is the most, in words that fit', async ({ signedIn, testApi }) => {
  const [ada, bob, other] = [await testApi.person(), await signedIn(), await testApi.person()]
  const { code } = await testApi.room(other, { name: unique('Fourth') })
  for (const name of ['Algebra', 'Biology', 'Chemistry']) await testApi.room(ada, { name: unique(name) }, [bob])
  await bob.page.goto(`/rooms/${code}`)
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  const answer = bob.page.getByRole('alert').filter({ hasText: "You're in three rooms already" })
  await expect(answer).toContainText('Leave one first')
  await expect(answer).not.toContainText('Locked')
})

test('codes that lead nowhere run out, and the page says so', async ({ signedIn, testApi, problems }) => {
  problems.allow(/Failed to load resource|404/)
  const [ada, eve] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, { name: unique('Hidden'), visibility: 'private' })
  for (let n = 0; n < 20; n++) await eve.page.request.get(`/rooms/ABCDE${'ABCDEFGHJKMNPQRSTUVW'[n]}`)
  await eve.page.goto(`/rooms/${code}`)
  await expect(eve.page.getByRole('heading', { name: 'Too many wrong codes' })).toBeVisible()
  await expect(eve.page.getByText(/Hidden/)).toHaveCount(0)
})
