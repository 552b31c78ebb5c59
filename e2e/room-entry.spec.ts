/** Every endpoint of a room, called by everybody who may not: each refuses, and none reveals that the room exists. */

import { expect, test } from './fixtures'
import { Listener, signFor } from './listener'
import { openRoom, RoomPage } from './pages/room-page'
import type { Stack } from './stacks'
import type { SeededPerson } from './test-api'
import { unique } from './unique'

test.describe.configure({ timeout: 120_000 })

const endpoints = [
  ['GET', 'state'],
  ['GET', 'cursor'],
  ['GET', 'messages'],
  ['GET', 'messages?after=0&revision=0'],
  ['GET', 'messages?before=2'],
  ['POST', 'messages', { clientId: '6f1c2f9e-6c3a-4d6e-9d59-0d2f4a7b8c11', body: 'let me in' }],
  ['POST', 'messages/1', { change: { kind: 'edit', body: 'not what was said' } }],
  ['POST', 'messages/1', { change: { kind: 'delete' } }],
  ['POST', 'messages/1', { change: { kind: 'react', emoji: '👍', isOn: true } }],
  ['POST', 'read', { seq: 1 }],
  ['POST', 'timer', { version: 0, command: { kind: 'start' } }],
] as const

async function requestEndpoint(stack: Stack, code: string, person: SeededPerson | null, at: number): Promise<number> {
  const [method, path, body] = endpoints[at] ?? endpoints[0]
  const response = await fetch(`${stack.url}/api/rooms/${code}/${path}`, {
    method,
    headers: {
      origin: stack.url,
      'content-type': 'application/json',
      ...(person && { cookie: `${person.cookie.name}=${person.cookie.value}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.status
}

test('anonymous, unverified, a stranger, who left, who was removed, who was banned: no endpoint of the room answers', async ({
  signedIn,
  testApi,
  stack,
  problems,
}) => {
  problems.allow(/Failed to load resource|403|404|WebSocket/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const [unverified, stranger, left, removed, banned] = [
    await testApi.person({ isVerified: false }),
    await testApi.person(),
    await testApi.person(),
    await testApi.person(),
    await testApi.person(),
  ]
  const { code } = await testApi.room(ada, { visibility: 'private' }, [bob, left, removed, banned])
  await testApi.say(code, ada, ['only for us'])
  await testApi.leave(code, left)
  const [a, b] = await openRoom(code, ada, bob)
  for (const [person, item, confirm] of [
    [removed, 'Remove from room', 'Remove'],
    [banned, 'Ban from room', 'Ban'],
  ] as const) {
    await a.doWith(person.username, item)
    await ada.page.getByRole('button', { name: confirm, exact: true }).click()
    await b.expectNobody(person.username)
  }

  const channel = (await testApi.roomRow(code))?.channel ?? ''
  const ear = await Listener.open(stack)
  for (const person of [null, unverified, stranger, left, removed, banned]) {
    const who = person?.username ?? 'nobody'
    for (const at of endpoints.keys()) {
      // Who is not verified is told that, before anybody looks for a room: the same for one that does not exist.
      const isTold = person === unverified && endpoints[at]?.[0] === 'POST' && endpoints[at]?.[1].startsWith('messages')
      const expected = person ? (isTold ? 403 : 404) : 401
      // Each wrong code counts, and here there are more of them than anybody may try.
      if (person) await testApi.forgiveWrongCodes(person)
      for (const where of [code, 'ZZZZZZ'])
        expect(await requestEndpoint(stack, where, person, at), `${who}: ${endpoints[at]?.[1]} of ${where}`).toBe(
          expected,
        )
    }
    expect(await signFor(stack, person, { channel, socketId: ear.socketId }), who).toBe(403)
  }
  ear.close()
  // The same endpoints answer a member.
  expect(await requestEndpoint(stack, code, bob, 0)).toBe(200)
  await a.expectLines(['only for us'])
  await b.expectLines(['only for us'])
  await expect(a.timer().getByRole('button', { name: 'Start' })).toBeVisible()
})

test('the clean-up that runs by itself closes the room that was left, for everybody', async ({
  signedIn,
  testApi,
  problems,
  cleanUpTurn: _,
}) => {
  problems.allow(/404/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const name = unique('Yesterday')
  const { code } = await testApi.room(ada, { name }, [bob])
  for (const { page } of [ada, bob]) {
    await page.goto('/dashboard')
    await expect(page.getByText(name).first()).toBeVisible()
  }
  const since = new Date().toISOString()
  await testApi.expireRoom(code, [ada, bob])
  // Nobody calls the cron route: the scheduler beside the app does.
  await expect.poll(() => testApi.roomRow(code), { timeout: 60_000, intervals: [500] }).toBeNull()
  expect(await testApi.roomsDeletedSince(since)).toBeGreaterThanOrEqual(1)
  for (const { page } of [ada, bob]) {
    await page.goto('/dashboard')
    await expect(page.getByText(name)).toHaveCount(0)
    expect((await page.goto(`/rooms/${code}`))?.status()).toBe(404)
  }
})

test('long words, wrong-way letters, ten thousand emoji and dressed-up links leave both screens as they were', async ({
  signedIn,
  testApi,
}) => {
  const phone = { viewport: { width: 390, height: 844 } }
  const [ada, bob] = [await signedIn({}, phone), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = [new RoomPage(ada.page), new RoomPage(bob.page)]
  for (const { page } of [a, b]) await page.goto(`/rooms/${code}`)
  await b.expectLive()
  const box = ada.page.getByLabel('Message', { exact: true })
  await expect(box).toBeEnabled()

  const hostile = [
    'w'.repeat(2_000),
    '\u202Egnp.exe\u202C and \u2066back',
    '[click](javascript:alert(1)) data:text/html,<b>x</b> vbscript:x',
    `https://example.org/${'a'.repeat(1_500)}`,
    '🎉'.repeat(1_000),
    `${'\u0301'.repeat(60)}Z${'\u0321'.repeat(60)}`,
  ]
  for (const words of hostile) await a.say(words)
  const seen = bob.page.getByRole('log').locator('[data-seq]')
  await expect(seen).toHaveCount(hostile.length)
  await expect(seen.nth(1)).toHaveText('gnp.exe and back')
  await expect(seen.getByRole('link')).toHaveCount(1)

  // More than a message may have: said so, kept, and not sent.
  await box.fill('🎉'.repeat(10_000))
  await box.press('Enter')
  await expect(box).toHaveValue('🎉'.repeat(10_000))
  await expect(ada.page.getByRole('log').locator('[data-seq]')).toHaveCount(hostile.length)
  await box.fill('')

  // A pile of marks is drawn within its own line, not over the words above it.
  await expect(seen.last()).toHaveCSS('overflow', 'clip')
  for (const { page } of [a, b]) {
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('[aria-label=Conversation]')]
        .filter((part) => part.scrollWidth > part.clientWidth)
        .map((part) => part.outerHTML.slice(0, 80)),
    )
    expect(wide).toEqual([])
  }
})
