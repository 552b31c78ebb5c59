/** Who may listen to which channel: the realtime server lets in whoever our server signs. */
import type { APIRequestContext } from 'playwright/test'
import { expect, test } from './fixtures'
import { Listener, signFor } from './listener'
import { SettingsPage } from './pages/settings-page'

/** Asks as pusher-js does, and answers the status. */
async function ask(request: APIRequestContext, origin: string, channel: string, socket = '12.34'): Promise<number> {
  const reply = await request.post('/api/realtime/auth', {
    form: { socket_id: socket, channel_name: channel },
    headers: { origin },
  })
  return reply.status()
}

test('the channel of a person is for that person alone', async ({ signedIn, newPerson, stack }) => {
  const [ann, ben, stranger] = [await signedIn(), await signedIn(), await newPerson()]
  const own = `private-user-${ann.id}-v1`
  expect(await ask(ann.context.request, stack.url, own)).toBe(200)
  expect(await ask(ann.context.request, stack.url, `private-user-${ann.id}-v2`)).toBe(403)
  expect(await ask(ben.context.request, stack.url, own)).toBe(403)
  expect(await ask(stranger.context.request, stack.url, own)).toBe(403)
  expect(await ask(ann.context.request, 'https://elsewhere.example', own)).toBe(403)
  for (const channel of [
    `${own}x`,
    ` ${own}`,
    `${own}\n`,
    own.toUpperCase(),
    `private-user-`,
    `presence-user-${ann.id}`,
  ])
    expect(await ask(ann.context.request, stack.url, channel), channel).toBe(403)
  for (const socket of ['', '12', '12.34:private-user-x', '12.34\n'])
    expect(await ask(ann.context.request, stack.url, own, socket), socket).toBe(403)
})

test('a connection is signed for the session that opened it, and for nobody else', async ({
  signedIn,
  newPerson,
  stack,
}) => {
  const [ann, stranger] = [await signedIn(), await newPerson()]
  const post = (request: APIRequestContext, origin: string, socket: string) =>
    request.post('/api/realtime/user', { form: { socket_id: socket }, headers: { origin } })
  expect((await post(stranger.context.request, stack.url, '12.34')).status()).toBe(403)
  expect((await post(ann.context.request, 'https://elsewhere.example', '12.34')).status()).toBe(403)
  for (const socket of ['', '12', '12.34::user::{"id":"x"}', '12.34\n'])
    expect((await post(ann.context.request, stack.url, socket)).status(), socket).toBe(403)
  const signed = await post(ann.context.request, stack.url, '12.34')
  expect(signed.status()).toBe(200)
  // The session and not the person: what ends is one of several.
  expect(await signed.text()).not.toContain(ann.id)
})

test('when a session is ended from elsewhere, its open page hears nothing more and leads to the log-in', async ({
  signedIn,
  newPerson,
  testApi,
  stack,
  problems,
}) => {
  // The page that was shut out asks for its room once more.
  problems.allow(/40[13]/)
  const [left, ben] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(left, {}, [ben])
  const session = await testApi.sessionOf(left)
  const here = await newPerson()
  await here.context.addCookies([{ name: session.name, value: session.value, url: stack.url }])
  const heard: string[] = []
  left.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
  const isThere = { name: 'Message', exact: true }
  for (const page of [left.page, ben.page]) {
    await page.goto(`/rooms/${code}`)
    await expect(page.getByRole('textbox', isThere)).toBeVisible()
    await expect(
      page.getByRole('list', { name: 'People in this room' }).getByText('here', { exact: true }),
    ).toHaveCount(page === left.page ? 1 : 2)
  }
  const settings = await new SettingsPage(here.page).open()
  const closed = left.page.waitForURL(/\/login/)
  await settings.logOutElsewhere()
  await ben.page.getByRole('textbox', isThere).fill('Not for whoever holds that laptop')
  await ben.page.keyboard.press('Enter')
  await closed
  expect(heard.join()).not.toContain('that laptop')
  // The session that is left comes in and reads it.
  await here.page.goto(`/rooms/${code}`)
  await expect(here.page.getByRole('log')).toContainText('that laptop')
})

test('nothing but "is writing" goes past the app from one person to the others', async ({
  signedIn,
  testApi,
  stack,
}) => {
  const [ann, ben] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ann, {}, [ben])
  const channel = (await testApi.roomRow(code))?.channel ?? ''
  const [mouth, ear] = [await Listener.open(stack), await Listener.open(stack)]
  for (const [who, person] of [
    [mouth, ann],
    [ear, ben],
  ] as const) {
    const signed = await signFor(stack, person, { channel, socketId: who.socketId })
    expect(typeof signed === 'object' && (await who.subscribe(channel, signed))).toBe(true)
  }
  const from = ear.frames.length
  mouth.send('client-shout', { words: 'hidden words' }, channel)
  mouth.send('client-typing', { words: 'hidden words' }, channel)
  mouth.send('client-typing', {}, channel)
  await mouth.hearEverything()
  expect(await ear.textSince(from)).not.toContain('hidden words')
  expect(ear.frames.filter(({ event }) => event.startsWith('client-')).map(({ event }) => event)).toEqual([
    'client-typing',
  ])
  mouth.close()
  ear.close()
})
