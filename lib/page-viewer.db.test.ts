/** A page that was made for one person does nothing in the name of another who has logged in since. */
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { POST as postMessage } from '@/app/api/rooms/[code]/messages/route'
import { db } from '@/db/client'
import { profiles, tasks } from '@/db/schema'
import { addTaskAction } from '@/lib/study/tasks/actions'
import { updateProfileAction } from './accounts/actions'
import { sessionCookie } from './accounts/session-token'
import { idle } from './form-state'
import { pageViewerField, pageViewerHeader } from './page-viewer'
import { createPerson, type Person, signInCookie } from './testing/people'

// There is no page to draw anew.
vi.mock('next/cache', () => ({ refresh: () => undefined, revalidatePath: () => undefined }))
const browser = vi.hoisted(() => ({ cookie: '', headers: {} as Record<string, string> }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: process.env.NEXTAUTH_URL ?? '', ...browser.headers }),
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { name, value: browser.cookie } : undefined),
    getAll: () => [{ name: sessionCookie(), value: browser.cookie }],
    set: () => undefined,
    delete: () => undefined,
  }),
}))

let first: Person
let second: Person

beforeEach(async () => {
  ;[first, second] = [await createPerson(), await createPerson()]
  browser.cookie = (await signInCookie(second)).value
  browser.headers = {}
})

/** What the second one reads who finds the first one's page. */
const told = () => `You are logged in as ${second.username} now. Reload the page to go on as ${second.username}.`

function profileForm(pageOf: Person): FormData {
  const form = new FormData()
  const fields = { bio: 'words of the first', gender: 'other', timeZone: 'UTC', visibility: 'private' }
  for (const [name, value] of Object.entries({ ...fields, [pageViewerField]: pageOf.id })) form.set(name, value)
  return form
}

const bioOf = async ({ id }: Person) =>
  (await db.select({ bio: profiles.bio }).from(profiles).where(eq(profiles.userId, id)))[0]?.bio

test('a form: refused in words, what was typed is kept, nothing is saved', async () => {
  const state = await updateProfileAction(idle, profileForm(first))
  expect(state).toMatchObject({ status: 'error', code: 'conflict', message: told() })
  expect(state.status === 'error' && state.values).toEqual(expect.objectContaining({ bio: 'words of the first' }))
  expect(state.status === 'error' && Object.keys(state.values)).not.toContain(pageViewerField)
  expect(await bioOf(second)).toBe('')

  expect(await updateProfileAction(idle, profileForm(second))).toMatchObject({ status: 'done' })
  expect(await bioOf(second)).toBe('words of the first')
})

test('a call from code', async () => {
  const task = { title: 'Read chapter 4', estimatedPomodoros: 1 }
  expect(await addTaskAction(task as never, first.id)).toMatchObject({ ok: false, code: 'conflict', message: told() })
  expect(await db.$count(tasks, eq(tasks.userId, second.id))).toBe(0)
})

test('a route', async () => {
  browser.headers = { [pageViewerHeader]: first.id }
  const request = new Request('http://localhost/api/rooms/K7QX2M/messages', { method: 'POST', body: '{}' })
  const answer = await postMessage(request, { params: Promise.resolve({ code: 'K7QX2M' }) })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ error: { code: 'conflict', message: told() } })
})

test.each([[undefined], [''], [null], [{}], [['x']]])(
  'a page that says %j belongs to nobody in particular',
  async (sent) => {
    const result = await addTaskAction({ title: 'x' } as never, sent as never)
    expect(result).not.toMatchObject({ code: 'conflict' })
  },
)
