/** What only a public deployment shows: everything over https and wss, by the site's own address. */
import { expect, type Page, test } from './fixtures'
import { RoomPage } from './pages/room-page'

/** Every address a page opens a socket at. */
function socketsOf(page: Page): string[] {
  const opened: string[] = []
  page.on('websocket', (socket) => opened.push(socket.url()))
  return opened
}

/** Where pages of this stack must open their socket. */
function publicSocket({ name, url, env }: { name: string; url: string; env: Record<string, string> }): string {
  return name === 'hosted' ? `wss://${env.PUSHER_HOST}:${env.PUSHER_PORT}` : url.replace('https:', 'wss:')
}

test('two people in a room over https: chat, typing, timer and presence come through one socket over TLS', async ({
  signedIn,
  testApi,
  stack,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = [new RoomPage(ada.page), new RoomPage(bob.page)]
  const sockets = [socketsOf(ada.page), socketsOf(bob.page)]
  for (const { page } of [a, b]) await page.goto(`/rooms/${code}`)
  for (const room of [a, b]) await room.expectLive()
  await a.expectPerson(bob.username, 'here')

  await ada.page.getByLabel('Message', { exact: true }).pressSequentially('Hm')
  await expect(bob.page.getByText(`${ada.username} is writing`)).toBeVisible()
  await ada.page.getByLabel('Message', { exact: true }).press('Enter')
  await b.expectLines(['Hm'])
  await b.say('Yes?')
  await a.expectLines(['Hm', 'Yes?'])

  await a.timer().getByRole('button', { name: 'Start' }).click()
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()

  await bob.page.goto('/dashboard')
  await a.expectPerson(bob.username, 'away')
  for (const opened of sockets) {
    expect(opened.length).toBeGreaterThan(0)
    for (const address of opened) expect(address).toMatch(`${publicSocket(stack)}/app/`)
  }
})

test('logging in over https: cookies stay on this host and off plain http, and the site says so', async ({
  page,
  testApi,
  context,
  problems,
  stack,
}) => {
  problems.allow(/dev\/outbox.* 404/)
  const person = await testApi.person()
  const reply = await page.goto('/login')
  const headers = (await reply?.allHeaders()) ?? {}
  expect(headers['strict-transport-security']).toMatch(/max-age=[1-9]/)
  const [, connect] = /connect-src ([^;]+)/.exec(headers['content-security-policy'] ?? '') ?? []
  expect(connect).toBe(`'self' ${publicSocket(stack)}`)

  await page.getByLabel('Username or email').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(`${stack.url}/dashboard`)
  const cookies = await context.cookies()
  expect(cookies.some(({ name }) => name.startsWith('__Host-'))).toBe(true)
  for (const cookie of cookies)
    expect(cookie, cookie.name).toMatchObject({ secure: true, path: '/', domain: 'cafe.test' })

  // The mails' outbox is for one machine only.
  expect((await page.goto('/dev/outbox'))?.status()).toBe(404)
})

test('every part is well, the public socket too', async ({ request }) => {
  // What was found while the proxy still waited for its app counts for some seconds.
  await expect
    .poll(async () => await (await request.get('/api/health')).json())
    .toMatchObject({ status: 'ok', database: 'ok', realtime: 'ok', socket: 'ok' })
})
