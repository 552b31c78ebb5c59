import { beforeEach, expect, test, vi } from 'vitest'
import { createPerson, type Person, signInCookie } from '@/lib/testing/people'
import { asked, createCard, talk } from '@/lib/testing/recall'
import { POST as grade } from './[id]/route'
import { GET as download } from './export/route'
import { POST as open, GET as read } from './route'

const { headers, jar } = vi.hoisted(() => ({
  headers: new Headers({ host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }),
  jar: new Map<string, { value: string }>(),
}))
vi.mock('next/headers', () => ({ headers: async () => headers, cookies: async () => jar }))

let person: Person
beforeEach(async () => {
  person = await createPerson()
  await comeBackAs(person)
})

async function comeBackAs(who: Person | null): Promise<void> {
  jar.clear()
  if (!who) return
  const { name, value } = await signInCookie(who)
  jar.set(name, { value })
}

const url = 'http://localhost:3000/api/tutor/recall'
const post = (body: unknown) => new Request(url, { method: 'POST', body: JSON.stringify(body) })
const at = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) })

const offer = async () => (await read(new Request(url), at())).json()
const round = async (body: unknown = {}) => (await open(post(body), at())).json()
const gradeOf = (id: string, body: unknown) => grade(post(body), at({ id }))

test('without a model there is what is due, and nothing is promised that cannot be made', async () => {
  await talk(person, asked('what is a ring'), new Date())
  expect(await offer()).toEqual({ due: 0, canMake: false })
  const id = await createCard(person, { question: 'Q', answer: 'A' })
  expect(await offer()).toEqual({ due: 1, canMake: false })
  expect(await round()).toEqual({
    cards: [{ id, question: 'Q', answer: 'A', reps: 0, intervals: expect.objectContaining({ good: '2 days' }) }],
    making: 'none',
  })
  const first = await gradeOf(id, { rating: 'good', reps: 0 })
  const again = await gradeOf(id, { rating: 'good', reps: 0 })
  expect(await first.json()).toEqual(await again.json())
  expect(await offer()).toEqual({ due: 0, canMake: false })
  expect(await round({ scope: 'page' })).toEqual({ cards: [], making: 'none' })
})

test('a grade that is none is refused, and so is anybody but the person', async () => {
  const id = await createCard(person)
  for (const wrong of [{}, { rating: 'perfect', reps: 0 }, { rating: 'good' }, { rating: 'good', reps: -1 }])
    expect((await gradeOf(id, wrong)).status).toBe(400)
  expect((await gradeOf('none', { rating: 'good', reps: 0 })).status).toBe(400)
  await comeBackAs(await createPerson())
  expect((await gradeOf(id, { rating: 'good', reps: 0 })).status).toBe(404)
  expect(await offer()).toEqual({ due: 0, canMake: false })
  await comeBackAs(null)
  const refused = [await read(new Request(url), at()), await open(post({}), at()), await gradeOf(id, {})]
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401])
})

test('the export is a file with one’s own cards, and nobody else’s', async () => {
  await createCard(person, { question: 'Say "hi"', answer: 'two\nlines' })
  await createCard(await createPerson(), { question: 'not mine', answer: 'x' })
  const request = new Request(`${url}/export`)
  const reply = await download(request, undefined)
  expect(reply.headers.get('content-type')).toBe('text/tab-separated-values; charset=utf-8')
  expect(reply.headers.get('content-disposition')).toMatch(
    /^attachment; filename="virtualcafe-cards-\d{4}-\d\d-\d\d\.tsv"$/,
  )
  expect(reply.headers.get('cache-control')).toBe('private, no-store')
  expect(await reply.text()).toBe('#separator:tab\n#html:false\n#columns:Front\tBack\n"Say ""hi"""\t"two\nlines"\n')
  await comeBackAs(null)
  expect((await download(request, undefined)).status).toBe(401)
})
