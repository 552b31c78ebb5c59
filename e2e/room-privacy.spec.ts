/** A private room and the people who are not in it: no page, payload, route, channel or webhook tells them of it. */
import { createHmac } from 'node:crypto'
import type { APIRequestContext } from 'playwright/test'
import { expect, test } from './fixtures'
import { Listener, signFor } from './listener'
import type { Stack } from './stacks'
import { unique } from './unique'

/** An address as a browser asks for a page, and as the router asks for its parts. */
async function bothForms(request: APIRequestContext, address: string): Promise<string> {
  const html = await request.get(address)
  const parts = await request.get(address, { headers: { RSC: '1' } })
  expect(parts.headers()['content-type'], address).toContain('text/x-component')
  return (await html.text()) + (await parts.text())
}

test('a private room is in no page and no payload, and no route answers for it', async ({
  signedIn,
  testApi,
  stack,
}) => {
  const [ada, stranger] = [await signedIn({ visibility: 'members' }), await signedIn()]
  const [name, description, said] = [unique('Hidden'), unique('behind'), unique('secret')]
  const { code } = await testApi.room(ada, { name, description, visibility: 'private' })
  const open = await testApi.room(ada, { name: unique('Open') })
  await testApi.say(code, ada, [said])
  const id = (await testApi.roomRow(code))?.id ?? ''
  const { request } = stranger.page

  const secrets = [name, description, said, code, id]
  expect(await bothForms(request, '/rooms?sort=new'), 'a public room beside it').toContain(open.code)
  const lists = [
    '/rooms',
    '/rooms?sort=new',
    `/rooms?q=${name}`,
    `/rooms?q=${description}`,
    '/rooms?sort=recent&seat=1',
  ]
  for (const address of [...lists, '/dashboard', `/u/${ada.username}`, '/leaderboard', '/partners', '/planner']) {
    const text = await bothForms(request, address)
    // The words of a search stand in its box.
    for (const secret of secrets.filter((word) => !address.includes(word))) expect(text, address).not.toContain(secret)
  }

  // Whoever has the code gets the preview: the room's name, and nothing from inside it.
  const preview = await bothForms(request, `/rooms/${code}`)
  expect(preview).toContain(name)
  for (const inside of [said, id, 'presence-room', ada.username, ada.id]) expect(preview).not.toContain(inside)

  for (const path of ['messages', 'messages?after=0', 'state', 'cursor'])
    expect((await request.get(`/api/rooms/${code}/${path}`)).status(), path).toBe(404)
  for (const [path, data] of [
    ['messages', { clientId: crypto.randomUUID(), body: 'let me in' }],
    ['messages/1', { change: { kind: 'delete' } }],
    ['read', { seq: 1 }],
    ['timer', { version: 0, command: { kind: 'start' } }],
  ] as const) {
    const reply = await request.post(`/api/rooms/${code}/${path}`, { data, headers: { origin: stack.url } })
    expect(reply.status(), path).toBe(404)
  }
  expect(await testApi.messagesOf(code)).toEqual([{ seq: 1, body: said }])
})

test('channels: foreign, forged and borrowed signatures open nothing', async ({ testApi, stack }) => {
  const [ada, stranger] = [await testApi.person(), await testApi.person()]
  const { code } = await testApi.room(ada, { visibility: 'private' })
  const { id, channel } = (await testApi.roomRow(code)) ?? { id: '', channel: '' }
  const [own, foreign] = [await Listener.open(stack), await Listener.open(stack)]
  const { socketId } = own

  const signed = await signFor(stack, ada, { channel, socketId })
  if (typeof signed === 'number') throw new Error(`A member may listen, and was answered ${signed}.`)
  expect(await foreign.subscribe(channel, signed), 'another connection').toBe(false)
  const [key = '', signature = ''] = signed.auth.split(':')
  const forged = { ...signed, auth: `${key}:${[...signature].reverse().join('')}` }
  expect(await own.subscribe(channel, forged), 'another signature').toBe(false)
  const disguised = { ...signed, channel_data: JSON.stringify({ user_id: stranger.id }) }
  expect(await own.subscribe(channel, disguised), 'another person').toBe(false)
  expect(await own.subscribe(channel, signed)).toBe(true)

  expect(await signFor(stack, stranger, { channel, socketId }), 'a stranger').toBe(403)
  expect(await signFor(stack, null, { channel, socketId }), 'nobody').toBe(403)
  expect(await signFor(stack, ada, { channel, socketId, origin: 'https://evil.example' }), 'elsewhere').toBe(403)
  const channels = [
    `presence-room-${id}-v2`,
    `presence-room-${id}`,
    `private-room-${id}-v1`,
    `${channel}\n`,
    ` ${channel}`,
    `${channel},private-user-${stranger.id}`,
    `private-user-${stranger.id}`,
    'presence-room-%00-v1',
    '__proto__',
    '',
  ]
  for (const name of channels) expect(await signFor(stack, ada, { channel: name, socketId }), name).toBe(403)
  for (const socket of ['', '1', '1.2.3', '1.2:presence-x', `${socketId}\n`, '-1.2', 'a.b'])
    expect(await signFor(stack, ada, { channel, socketId: socket }), socket).toBe(403)
  own.close()
  foreign.close()
})

const webhook = (stack: Stack, body: string, headers: Record<string, string>) =>
  fetch(`${stack.url}/api/realtime/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

test('webhooks: unsigned and forged reports change nothing, and a signed one tells nothing', async ({
  testApi,
  stack,
}) => {
  const ada = await testApi.person()
  const { code } = await testApi.room(ada, { visibility: 'private' })
  const { channel } = (await testApi.roomRow(code)) ?? { channel: '' }
  const { PUSHER_KEY: key = '', PUSHER_SECRET: secret = '', PUSHER_APP_ID: app } = stack.env
  const report = (userId: string) =>
    JSON.stringify({ time_ms: Date.now(), events: [{ name: 'member_removed', channel, user_id: userId }] })
  const body = report(ada.id)
  const sign = (text: string, withSecret = secret) => createHmac('sha256', withSecret).update(text).digest('hex')
  const refused: Record<string, string>[] = [
    {},
    { 'x-pusher-key': key },
    { 'x-pusher-key': key, 'x-pusher-signature': '' },
    { 'x-pusher-key': key, 'x-pusher-signature': 'f'.repeat(64) },
    { 'x-pusher-key': key, 'x-pusher-signature': sign(body, 'another secret') },
    { 'x-pusher-key': key, 'x-pusher-signature': sign(`${body} `) },
    { 'x-pusher-key': 'another-key', 'x-pusher-signature': sign(body) },
  ]
  for (const headers of refused) expect((await webhook(stack, body, headers)).status, JSON.stringify(headers)).toBe(401)
  expect(await testApi.seatOf(code, ada)).toMatchObject({ isGone: false })

  const stranger = report('somebody-else')
  const told = await webhook(stack, stranger, { 'x-pusher-key': key, 'x-pusher-signature': sign(stranger) })
  expect([told.status, await told.text()]).toEqual([200, '{}'])
  expect(await testApi.seatOf(code, ada)).toMatchObject({ isGone: false })
  const heard = await webhook(stack, body, { 'x-pusher-key': key, 'x-pusher-signature': sign(body) })
  expect([heard.status, await heard.text()]).toEqual([200, '{}'])
  expect(await testApi.seatOf(code, ada)).toMatchObject({ isGone: true })

  // The realtime server's own list of channels is for those who sign, too.
  const channels = await fetch(`http://${stack.env.PUSHER_HOST}:${stack.env.PUSHER_PORT}/apps/${app}/channels`)
  expect(channels.status).toBe(401)
})
