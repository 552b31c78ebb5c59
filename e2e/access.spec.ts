/**
 * The wrong person at every endpoint: each page, route and server action of the build, asked for by somebody anonymous,
 * unverified, another person, and the owner. The lists here name the exceptions; whatever is new and not named must be
 * closed to visitors, or this spec fails.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext } from 'playwright/test'
import { projectFile } from '../server/children'
import { expect, test } from './fixtures'
import type { Stack } from './stacks'
import type { SeededPerson } from './test-api'

const asked = ['anonymous', 'unverified', 'other', 'owner'] as const
type Asked = (typeof asked)[number]

/** A status, or `login`: sent to the log-in page. One for everybody, or one for each in the order of `asked`. */
type Answer = number | 'login'
type Answers = Answer | [anonymous: Answer, unverified: Answer, other: Answer, owner: Answer]

/** Pages and routes open to visitors, or closed in a way of their own. */
const exceptions: Record<string, Answers> = {
  '/': [200, 307, 307, 307],
  '/signup': [200, 307, 307, 307],
  '/login': [200, 307, 307, 307],
  '/login/code': [307, 307, 307, 307],
  '/check-email': 200,
  '/forgot-password': 200,
  '/resend-verification': 200,
  '/reset-password/[token]': 200,
  '/verify-email/[token]': 200,
  '/verify-email/done': 200,
  // Opened by the link that is printed at start, for nobody else.
  '/dev/outbox': 404,
  '/u/[username]': [404, 404, 404, 200],
  '/u/[username]/avatar/[digest]': 404,
  '/api/auth/[...nextauth]': 200,
  // The token is the key; there is no calendar behind this one.
  '/api/calendar/[token]': 404,
  '/api/health': 200,
  '/api/time': 200,
  '/api/account/export': [401, 200, 200, 200],
  // Every address below /api that is none.
  '/api/[[...path]]': 404,
}

/** Server actions that visitors may call. */
const forAnyone = new Set([
  'signUpAction',
  'verifyEmailAction',
  'resendVerificationAction',
  'logInAction',
  'secondFactorAction',
  'logOutAction',
  'requestPasswordResetAction',
  'resetPasswordAction',
])

/**
 * Server actions that need a verified address, with fields that pass their schemas: the commands ask after the shape.
 * (Those of rooms take no fields here, and answer "not found" to whoever sits in none.)
 */
const forVerified: Record<string, Record<string, string | Blob>> = {
  beginSecondFactorAction: { password: 'a quiet corner table' },
  enableSecondFactorAction: { code: '123456' },
  uploadAvatarAction: { avatar: new File(['GIF89a'], 'me.gif', { type: 'image/gif' }) },
}

/** The arguments of a form's action as React sends them: the state before, and the fields. */
function formArguments(fields: Record<string, string | Blob>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', '[{"status":"idle"},"$K1"]')
  return body
}

/** `(cafe)/u/[username]/page.tsx` is `/u/[username]`. */
const addressOf = (file: string) => `/${file.replace(/\([^)]+\)\//g, '').replace(/\/?(page|route)\.tsx?$/, '')}`

const routes = readdirSync(projectFile('app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map(addressOf)
  .toSorted()

/** Routes that only take what is sent to them: asking is answered before anybody is looked at. */
const sendOnly = new Set(
  readdirSync(projectFile('app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .filter(
      (file) =>
        !/export (const|async function|\{[^}]*\bas) GET\b/.test(readFileSync(projectFile(`app/${file}`), 'utf8')),
    )
    .map(addressOf),
)

function expectedOf(route: string): Answers {
  const exception = exceptions[route]
  if (exception !== undefined) return exception
  if (sendOnly.has(route)) return 405
  if (route.startsWith('/api/cron/')) return 404
  // Missing and forbidden look alike to others; without parameters it is one's own.
  if (route.startsWith('/api/rooms/') || /^\/api\/tutor\/.*\[id\]/.test(route)) return [401, 404, 404, 200]
  if (route.startsWith('/api/')) return [401, 200, 200, 200]
  return ['login', 200, 200, 200]
}

const answerFor = (answers: Answers, who: Asked): Answer =>
  Array.isArray(answers) ? (answers[asked.indexOf(who)] ?? 404) : answers

type Cast = Record<Exclude<Asked, 'anonymous'>, SeededPerson> & {
  code: string
  /** Of the owner, with the tutor. */
  talk: { conversationId: string; answerId: string }
}

const test4 = test.extend<object, { cast: Cast }>({
  cast: [
    async ({ testApi }, use) => {
      const [unverified, other, owner] = await Promise.all([
        testApi.person({ isVerified: false }),
        testApi.person(),
        testApi.person({ visibility: 'private' }),
      ])
      const { code } = await testApi.room(owner, { name: `Hidden ${owner.username}`, visibility: 'private' })
      const talk = await testApi.talk(owner, `Hidden ${owner.username}`)
      await use({ unverified, other, owner, code, talk })
    },
    { scope: 'worker' },
  ],
})

const cookieOf = (cast: Cast, who: Asked): Record<string, string> =>
  who === 'anonymous' ? {} : { cookie: `${cast[who].cookie.name}=${cast[who].cookie.value}` }

function fill(route: string, { owner, code, talk }: Cast): string {
  return route
    .replace('/answers/[id]', `/answers/${talk.answerId}`)
    .replace('/conversations/[id]', `/conversations/${talk.conversationId}`)
    .replace('[username]', owner.username)
    .replace('[code]', code)
    .replace('[token]', 'not-a-token')
    .replace('[digest]', 'f'.repeat(64))
    .replace('[...nextauth]', 'session')
    .replace('[[...path]]', 'nothing')
    .replace(/\[[^\]]+\]/g, 'nothing')
}

async function knock(request: APIRequestContext, address: string, headers: Record<string, string>) {
  const reply = await request.get(address, { headers, maxRedirects: 0 })
  const isLogin = reply.status() === 307 && new URL(reply.headers().location ?? '', 'http://x').pathname === '/login'
  const answer: Answer = isLogin ? 'login' : reply.status()
  return { answer, text: await reply.text(), headers: reply.headers() }
}

/** Nobody frames it, nobody guesses its type, and no script of somebody else runs in it. */
function expectGuarded({ 'content-security-policy': policy = '', ...headers }: Record<string, string>): void {
  expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/)
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
}

/** Their answers hang on how one stands to the room (`access-rooms.spec.ts`): here only that nothing leaks. */
const roomEntries = new Set(['/rooms/[code]', '/join/[code]'])

for (const route of routes)
  test4(`GET ${route}`, async ({ request, cast }) => {
    for (const who of asked) {
      const { answer, text, headers } = await knock(request, fill(route, cast), cookieOf(cast, who))
      expectGuarded(headers)
      const wanted = answerFor(expectedOf(route), who)
      const isOpen = roomEntries.has(route) && who !== 'anonymous'
      if (!isOpen && !(wanted === 307 && answer === 'login')) expect({ who, answer }).toEqual({ who, answer: wanted })
      if (who !== 'owner') {
        expect(text, `${who} sees the owner's address`).not.toContain(cast.owner.email)
        if (!roomEntries.has(route))
          expect(text, `${who} sees the private room`).not.toContain(`Hidden ${cast.owner.username}`)
      }
    }
  })

type Action = { id: string; name: string }

/** The actions that browsers can call, as the build lists them. */
function actionsOf(stack: Stack): Action[] {
  const folder = stack.env.NEXT_DIST_DIR
  if (!folder) throw new Error('The stack does not say which build it runs.')
  const file = join(projectFile('.'), folder, 'server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as { node: Record<string, { exportedName?: string }> }
  return Object.entries(node).map(([id, { exportedName = id }]) => ({ id, name: exportedName }))
}

/** Calls an action as a script of an attacker would: no form, arguments of no known shape. */
async function call(
  stack: Stack,
  action: Action,
  headers: Record<string, string>,
  args: string | FormData = '[{},{}]',
) {
  const reply = await fetch(`${stack.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Next-Action': action.id,
      ...(typeof args === 'string' && { 'Content-Type': 'text/plain;charset=UTF-8' }),
      Accept: 'text/x-component',
      Origin: stack.url,
      ...headers,
    },
    body: args,
  })
  const text = await reply.text()
  const code = /"code":"([a-z-]+)"/.exec(text)?.[1]
  /** What Next writes of an error that was thrown: made of its message and its place, so one error has one digest. */
  const digest = /"digest":"(\d+)"/.exec(text)?.[1]
  return { name: action.name, status: reply.status, code, digest }
}

test4('every server action refuses visitors, unless it is for them', async ({ stack, cast }) => {
  const actions = actionsOf(stack)
  expect(actions.length).toBeGreaterThan(20)
  const answers = await Promise.all(
    actions.map(async (action) => ({ action, answer: await call(stack, action, cookieOf(cast, 'anonymous')) })),
  )
  for (const { action, answer } of answers) {
    if (!forAnyone.has(action.name)) expect(answer).toMatchObject({ name: action.name, code: 'unauthenticated' })
    else expect(answer.status, action.name).toBeLessThan(500)
  }
})

test4('actions for verified people refuse the unverified', async ({ stack, cast }) => {
  const actions = actionsOf(stack).filter(({ name }) => name in forVerified)
  expect(actions.map(({ name }) => name).toSorted()).toEqual(Object.keys(forVerified).toSorted())
  for (const action of actions) {
    const answer = await call(
      stack,
      action,
      cookieOf(cast, 'unverified'),
      formArguments(forVerified[action.name] ?? {}),
    )
    expect(answer).toMatchObject({ name: action.name, code: 'unverified' })
  }
})

test4(
  'no action answers a page of another site, or one that does not say where it comes from',
  async ({ stack, cast }) => {
    const refusals = new Set<string | undefined>()
    for (const action of actionsOf(stack).filter(({ name }) => forAnyone.has(name) && name !== 'logOutAction')) {
      // Next refuses before the action is asked, with a 500. A crash would look alike: so it must be the same refusal for
      // all, and the same call from the site itself must end well.
      const foreign = await call(stack, action, { ...cookieOf(cast, 'other'), Origin: 'https://evil.example' })
      expect(foreign).toMatchObject({ name: action.name, status: 500, code: undefined })
      refusals.add(foreign.digest)
      const own = await call(stack, action, cookieOf(cast, 'other'))
      expect(own.status, action.name).toBeLessThan(400)
      const crossSite = await call(stack, action, { ...cookieOf(cast, 'other'), 'Sec-Fetch-Site': 'cross-site' })
      expect(crossSite).toMatchObject({ name: action.name, code: 'not-found' })
    }
    expect([...refusals]).toEqual([expect.stringMatching(/^\d+$/)])
  },
)

test4('arguments of any shape end in a polite answer', async ({ stack, cast }) => {
  const shapes = ['[]', '[null,null]', '[1,"x"]', '[{"__proto__":{"a":1}},{"password":{"$ne":""}}]', '[[],[[]]]']
  const actions = actionsOf(stack).filter(({ name }) => name !== 'logOutAction')
  for (const shape of shapes) {
    const answers = await Promise.all(actions.map((action) => call(stack, action, cookieOf(cast, 'anonymous'), shape)))
    const crashed = answers.filter(({ code, status }) => code === 'internal' || status >= 500)
    expect(crashed, shape).toEqual([])
  }
})

test4("another person cannot end the owner's session", async ({ cast, testApi, stack, newPerson, request }) => {
  const [elsewhere, own] = await Promise.all([testApi.sessionOf(cast.owner), testApi.sessionOf(cast.other)])
  const { context, page } = await newPerson()
  await context.addCookies([{ name: own.name, value: own.value, url: stack.url }])
  await page.goto('/settings')
  const form = page.locator('form', { has: page.getByRole('button', { name: /^Log out .*, last seen/ }) }).first()
  // In one go: React, waking up between the two, would write the person's own session back into the field.
  await form.evaluate((form: HTMLFormElement, id) => {
    const field = form.elements.namedItem('sessionId') as HTMLInputElement
    field.value = id
    form.requestSubmit()
  }, elsewhere.sessionId)
  await expect(page.getByText('We could not find that.')).toBeVisible()
  const stillIn = await knock(request, '/settings', { cookie: `${elsewhere.name}=${elsewhere.value}` })
  expect(stillIn.answer).toBe(200)
})

test4("the download holds one's own things only", async ({ request, cast }) => {
  const { text } = await knock(request, '/api/account/export', cookieOf(cast, 'other'))
  expect(text).toContain(cast.other.email)
  expect(text).not.toContain(cast.owner.id)
})
