/** Finding, opening, joining, leaving and running rooms, with two people or more. */
import { expect, test } from './fixtures'
import { openRoom, RoomPage } from './pages/room-page'
import { unique } from './unique'

test('search, create with errors and without, join from the list, room full, leave, expiry, clean-up', async ({
  signedIn,
  testApi,
  cleanUpTurn: _,
}) => {
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const name = unique('Linear algebra')

  await ada.page.goto('/rooms/new')
  await ada.page.getByLabel('Room name').fill('x')
  await ada.page.getByLabel('Description').fill('Chapter four')
  await ada.page.getByLabel('Max members').fill('2')
  await ada.page.getByRole('button', { name: 'Create room' }).click()
  await expect(ada.page.getByText('Give the room a name of at least 3 characters.')).toBeVisible()
  await expect(ada.page.getByLabel('Description')).toHaveValue('Chapter four')
  await ada.page.getByLabel('Room name').fill(name)
  await ada.page.getByRole('button', { name: 'Create room' }).click()
  const adaRoom = new RoomPage(ada.page)
  await adaRoom.expectLive()
  const code = ada.page.url().split('/').at(-1) ?? ''
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 1, expiresAt: null, hostId: ada.id })

  await bob.page.goto(`/rooms?q=${encodeURIComponent(name)}`)
  await bob.page.getByRole('article', { name }).getByRole('button', { name: 'Join room' }).click()
  const bobRoom = new RoomPage(bob.page)
  await bobRoom.expectLive()
  await adaRoom.expectPerson(bob.username, 'here')
  await bobRoom.expectPerson(ada.username, 'here')

  await cy.page.goto(`/rooms/${code}`)
  await expect(cy.page.getByText('Room full').first()).toBeVisible()
  await cy.page.getByRole('button', { name: 'Join room' }).click()
  await expect(cy.page.getByRole('alert').filter({ hasText: 'Room full' })).toBeVisible()

  await adaRoom.leave()
  await expect(ada.page).toHaveURL('/dashboard')
  await bobRoom.expectNobody(ada.username)
  await expect(bob.page.getByRole('button', { name: 'Room settings' })).toBeVisible()
  await bobRoom.leave()
  await expect(bob.page).toHaveURL('/dashboard')
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 0, expiresAt: expect.any(String) })

  await ada.page.goto(`/join/${code}`)
  await ada.page.getByRole('button', { name: 'Join room' }).click()
  await adaRoom.expectLive()
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 1, expiresAt: null })
  await adaRoom.leave()
  await expect(ada.page).toHaveURL('/dashboard')
  await testApi.ageEmptyRoom(code, 31 * 60_000)
  const { deleted } = await testApi.roomsCron()
  expect(deleted).toBeGreaterThanOrEqual(1)
  expect(await testApi.roomRow(code)).toBeNull()
})

test('a private room is in no list and its code lets people in', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const name = unique('Secret table')
  const { code } = await testApi.room(ada, { name, visibility: 'private' })
  const list = await bob.page.goto(`/rooms?q=${encodeURIComponent(name)}`)
  await expect(bob.page.getByText('Nothing matches')).toBeVisible()
  expect(await list?.text()).not.toContain(code)
  await bob.page.goto('/join')
  await bob.page.getByLabel('Room code').fill(code.toLowerCase())
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  await new RoomPage(bob.page).expectLive()
})

test('the host mutes, removes, bans and lifts the ban; those who stay miss nothing', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/Failed to load resource|403|404|WebSocket/)
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, { name: unique('Civil table') }, [bob, cy])
  const [a, b, c] = await openRoom(code, ada, bob, cy)

  await a.doWith(bob.username, 'Mute in chat')
  await expect(bob.page.getByText('The host has muted you for now.')).toBeVisible()
  await a.doWith(bob.username, 'Let them write again')
  await b.say('back again')
  await a.expectLines(['back again'])

  await a.doWith(bob.username, 'Ban from room')
  await ada.page.getByRole('button', { name: 'Ban', exact: true }).click()
  await c.expectNobody(bob.username)
  const shutOut = bob.page.getByRole('heading', { name: 'You can’t come back to this room' })
  await expect(shutOut).toBeVisible()
  await a.say('between us')
  await c.say('quite')
  await a.expectLines(['back again', 'between us', 'quite'])
  await c.expectLines(['back again', 'between us', 'quite'])
  await expect(bob.page.getByText('between us')).toHaveCount(0)
  await bob.page.goto(`/rooms/${code}`)
  await expect(shutOut).toBeVisible()
  await expect(bob.page.getByText(/Civil table/)).toHaveCount(0)

  await ada.page.getByRole('button', { name: 'Room settings' }).click()
  await ada.page.getByRole('button', { name: `Lift ban: ${bob.username}` }).click()
  await expect(ada.page.getByText('No one is banned.')).toBeVisible()
  await ada.page.getByRole('button', { name: 'Close', exact: true }).click()
  await bob.page.goto(`/rooms/${code}`)
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  await b.expectLive()
  await a.expectPerson(bob.username, 'here')

  await ada.page.getByRole('button', { name: 'Room settings' }).click()
  await ada.page.getByRole('button', { name: 'Close room' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Close room' }).click()
  await expect(ada.page.getByText('You have closed this room')).toBeVisible()
  await expect(bob.page.getByText('The host has closed this room')).toBeVisible()
  for (const { page } of [ada, bob, cy]) await expect(page).toHaveURL('/dashboard')
})

test('signing out frees the seat at once', async ({ signedIn, testApi, problems }) => {
  // The page goes away while its socket says goodbye.
  problems.allow(/WebSocket is already in CLOSING/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  await ada.page.goto(`/rooms/${code}`)
  await bob.page.goto(`/rooms/${code}`)
  const room = new RoomPage(ada.page)
  await room.expectPerson(bob.username, 'here')
  // The answer is late: the page hears that its person has left before it may go.
  await bob.page.route('**', async (route) => {
    if (!route.request().headers()['next-action']) return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    await room.expectNobody(bob.username)
    await bob.page.evaluate(() => new Promise(requestAnimationFrame))
    await route.fulfill({ response })
  })
  await bob.page
    .getByRole('button', { name: /account|menu|your/i })
    .first()
    .click()
  await bob.page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(bob.page).toHaveURL('/')
  await room.expectNobody(bob.username)
})

test('who leaves before the page was let in to the channel asks for it no more', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const { page } = bob
  // The connection comes while the answer to Leave is on its way.
  let connect = () => {}
  const hasLeft = new Promise<void>((resolve) => {
    connect = resolve
  })
  const isConnected = new Promise<void>((resolve) => {
    void page.routeWebSocket(/\/app\//, async (socket) => {
      await hasLeft
      const server = socket.connectToServer()
      server.onMessage((message) => {
        socket.send(message)
        if (String(message).includes('connection_established')) resolve()
      })
    })
  })
  await page.route('**', async (route) => {
    if (!route.request().headers()['next-action']) return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    connect()
    await isConnected
    await page.evaluate(() => new Promise(requestAnimationFrame))
    await route.fulfill({ response })
  })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/realtime/auth')) asked.push(request.postData() ?? '')
  })
  await page.goto(`/rooms/${code}`)
  await new RoomPage(page).leave()
  await expect(page).toHaveURL('/dashboard')
  expect(asked.filter((each) => each.includes('presence-'))).toEqual([])
})

test('without a network a form says so and keeps what was typed; the way out leaves one where one is', async ({
  signedIn,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)/)
  const { context, page } = await signedIn()
  const name = unique('Night shift')
  await page.goto('/rooms/new')
  await page.getByLabel('Room name').fill(name)
  await page.getByLabel('Description').fill('Quiet please')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Create room' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'We can’t reach VirtualCafe right now.' })).toBeVisible()
  await expect(page.getByLabel('Room name')).toHaveValue(name)
  await expect(page.getByLabel('Description')).toHaveValue('Quiet please')

  await context.setOffline(false)
  await page.getByRole('button', { name: 'Create room' }).click()
  const room = new RoomPage(page)
  await room.expectLive()
  // The corner that says it is loaded in the page's first idle moment, which on a busy machine is late.
  await expect(page.getByRole('region', { name: 'Notifications (F6)' })).toBeAttached()
  await context.setOffline(true)
  await room.leave()
  await expect(page.getByText('You are still here')).toBeVisible()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await context.setOffline(false)
  await room.leave()
  await expect(page).toHaveURL('/dashboard')
})
