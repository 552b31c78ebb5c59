/** A private room, asked for by people with different relations to it: what they are answered, and what they see. */

import { expect, test } from './fixtures'
import type { SeededPerson } from './test-api'
import { unique } from './unique'

const secret = 'the second proof is wrong'

/** The relations to the room that a person can have, and what each of its addresses answers them. */
const relations = {
  member: { page: 200, api: 200, seesName: true, seesMessages: true, profile: 200 },
  /** Sits in it as well; the owner has blocked them. */
  blocked: { page: 200, api: 200, seesName: true, seesMessages: false, profile: 404 },
  /** Left: before the room again like everybody who has its code. */
  former: { page: 200, api: 404, seesName: true, seesMessages: false, profile: 200 },
  /** Knows that the room is there, and no more of it. */
  banned: { page: 200, api: 404, seesName: false, seesMessages: false, profile: 200 },
  stranger: { page: 200, api: 404, seesName: true, seesMessages: false, profile: 200 },
} as const
type Relation = keyof typeof relations

type Cast = Record<Relation, SeededPerson> & { owner: SeededPerson; code: string; name: string }

const castTest = test.extend<object, { cast: Cast }>({
  cast: [
    async ({ testApi }, use) => {
      const [owner, member, blocked, former, banned, stranger] = [
        await testApi.person(),
        await testApi.person(),
        await testApi.person(),
        await testApi.person(),
        await testApi.person(),
        await testApi.person(),
      ]
      const name = unique('Hidden table')
      const { code } = await testApi.room(owner, { name, visibility: 'private' }, [member, blocked, former, banned])
      await testApi.say(code, owner, [secret])
      await testApi.leave(code, former)
      await testApi.ban(code, owner, banned)
      await testApi.block(owner, blocked)
      await use({ owner, member, blocked, former, banned, stranger, code, name })
    },
    { scope: 'worker' },
  ],
})

for (const who of Object.keys(relations) as Relation[])
  castTest(`a private room, asked for by somebody who is to it: ${who}`, async ({ request, cast }) => {
    const expected = relations[who]
    const { code, name, owner, [who]: person } = cast
    const ask = async (address: string) => {
      const headers = { cookie: `${person.cookie.name}=${person.cookie.value}` }
      const reply = await request.get(address, { headers, maxRedirects: 0 })
      return { status: reply.status(), text: await reply.text() }
    }
    const page = await ask(`/rooms/${code}`)
    expect(page.status).toBe(expected.page)
    expect(page.text.includes(name), 'the name of the room').toBe(expected.seesName)
    expect(page.text.includes(secret), 'what was said').toBe(expected.seesMessages)
    // A share link leads to the room, whatever that answers.
    expect((await ask(`/join/${code}`)).status).toBe(307)
    for (const route of ['messages', 'state']) {
      const reply = await ask(`/api/rooms/${code}/${route}`)
      expect({ route, status: reply.status }).toEqual({ route, status: expected.api })
      if (!expected.seesMessages) expect(reply.text).not.toContain(secret)
    }
    for (const text of [page.text, (await ask('/rooms')).text]) expect(text).not.toContain(owner.email)
    if (expected.api === 404) expect((await ask('/rooms')).text, 'a private room is in no list').not.toContain(name)
    expect((await ask(`/u/${owner.username}`)).status).toBe(expected.profile)
  })
