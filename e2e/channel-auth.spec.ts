/** Who may listen to which channel: the realtime server lets in whoever our server signs. */
import type { APIRequestContext } from 'playwright/test'
import { expect, test } from './fixtures'

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
  const own = `private-user-${ann.id}`
  expect(await ask(ann.context.request, stack.url, own)).toBe(200)
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
