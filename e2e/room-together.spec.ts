/** How long rooms live and what they leave behind: kept ones, empty ones, the clean-up, sessions of a focus together. */
import { expect, test } from './fixtures'
import { openRoom, RoomPage } from './pages/room-page'
import { afternoonZone } from './study-clock'
import { unique } from './unique'

// Several browsers and many pages, on a machine that may do other things too.
test.describe.configure({ timeout: 120_000 })

const minuteMs = 60_000

test('a private room that is kept: made by the form, joined by its code, left by one, left by both', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const name = unique('Thesis table')
  await ada.page.goto('/rooms/new')
  await ada.page.getByLabel('Room name').fill(name)
  await ada.page.getByLabel('Description').fill('Chapter four')
  await ada.page.getByLabel('Max members').fill('3')
  await ada.page.getByRole('radio', { name: /^Private/ }).check()
  await ada.page.getByRole('radio', { name: /^Keep it open/ }).check()
  await ada.page.getByRole('button', { name: 'Create room' }).click()
  const [a, b] = [new RoomPage(ada.page), new RoomPage(bob.page)]
  await a.expectLive()
  const code = ada.page.url().split('/').at(-1) ?? ''
  await expect(ada.page.getByText('Private', { exact: true })).toBeVisible()
  expect(await testApi.seatOf(code, ada)).toMatchObject({ isActive: true })
  const activityOf = async () => (await testApi.roomRow(code))?.lastActivityAt ?? ''

  const opened = await activityOf()
  await bob.page.goto('/join')
  await bob.page.getByLabel('Room code').fill(code)
  await bob.page.getByRole('button', { name: 'Join room' }).click()
  await b.expectLive()
  await a.expectPerson(bob.username, 'here')
  expect(await testApi.seatOf(code, bob)).toMatchObject({ isActive: true })
  const joined = await activityOf()
  expect(joined > opened).toBe(true)

  await a.leave()
  await expect(ada.page).toHaveURL('/dashboard')
  await b.expectNobody(ada.username)
  expect(await testApi.seatOf(code, ada)).toMatchObject({ isActive: false })
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 1, expiresAt: null, hostId: bob.id })
  expect((await activityOf()) > joined).toBe(true)

  await b.leave()
  await expect(bob.page).toHaveURL('/dashboard')
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 0, expiresAt: null })
})

test('rooms are found by their description, and the empty one is there for half an hour', async ({
  signedIn,
  testApi,
  stack,
  problems,
  cleanUpTurn: _,
}) => {
  problems.allow(/404/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const [name, description] = [unique('Corner'), unique('Eigenvalues')]
  const { code } = await testApi.room(ada, { name, description }, [bob])
  await bob.page.goto('/rooms')
  await bob.page.getByLabel('Search rooms').fill(description.toUpperCase())
  await bob.page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(bob.page.getByRole('article')).toHaveCount(1)
  await expect(bob.page.getByRole('article', { name })).toBeVisible()

  const callCron = () =>
    fetch(`${stack.url}/api/cron/rooms`, { headers: { authorization: `Bearer ${stack.env.CRON_SECRET}` } })
  await callCron()
  const since = new Date().toISOString()
  await callCron()
  expect(await testApi.roomsDeletedSince(since), 'nothing expired, nothing written down').toBe(0)

  for (const { page } of [ada, bob]) {
    await page.goto(`/rooms/${code}`)
    const room = new RoomPage(page)
    await room.expectLive()
    await room.leave()
    await expect(page).toHaveURL('/dashboard')
  }
  const closesAt = Date.parse((await testApi.roomRow(code))?.expiresAt ?? '')
  expect(Math.abs(closesAt - Date.now() - 30 * minuteMs)).toBeLessThan(minuteMs)
  expect((await (await callCron()).json()).deleted).toBe(0)
  await testApi.ageEmptyRoom(code, 29 * minuteMs)
  await testApi.roomsCron()
  await ada.page.goto(`/rooms/${code}`)
  await expect(ada.page.getByRole('heading', { name })).toBeVisible()
  await testApi.ageEmptyRoom(code, 2 * minuteMs)
  await testApi.roomsCron()
  for (const { page } of [ada, bob]) {
    expect((await page.goto(`/rooms/${code}`))?.status()).toBe(404)
    await page.goto(`/rooms?q=${encodeURIComponent(description)}`)
    await expect(page.getByText('Nothing matches')).toBeVisible()
  }
})

test('a focus together becomes a session of each: minutes and experience on the dashboard', async ({
  signedIn,
  testApi,
}) => {
  // No study day begins during the focus.
  const timeZone = afternoonZone(new Date())
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await a.timer().getByRole('button', { name: 'Start' }).click()
  await b.expectPerson(ada.username, 'focusing')
  await testApi.ageTimer(code, 26 * minuteMs)
  await testApi.roomsCron()
  for (const person of [ada, bob]) {
    expect(await testApi.studySessions(person)).toMatchObject([{ type: 'focus', minutes: 25, isCompleted: true }])
    await person.page.goto('/progress')
    const session = person.page.getByRole('region', { name: 'Recent sessions' }).getByRole('listitem')
    await expect(session).toHaveCount(1)
    await expect(session).toContainText('25 min')
    await expect(session.getByText('25 XP')).toBeAttached()
    await person.page.goto('/dashboard')
    await expect(person.page.getByRole('meter', { name: /^[1-9]\d+ XP$/ })).toBeVisible()
  }
})
