/** The tutor as it is started by people: without a key, with one that is none, and with the real adapter, whose provider is a stand-in. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFile } from '../server/children'
import { expect, type Page, test } from './fixtures'
import { answerChunks, geminiChunk, refusal, startGeminiStandIn } from './gemini-stand-in'
import { TutorPage } from './pages/tutor-page'
import { type OwnStack, startStack } from './stacks'
import { openTestApi, type SeededPerson } from './test-api'

/** Far from the ports of the other stacks. */
const port = 4950

type Own = { own: OwnStack; page: Page; person: SeededPerson; tutor: TutorPage }

/** A stack with these settings of the tutor, and somebody at its page. */
async function withTutor(
  { stack, newPerson }: { stack: { name: OwnStack['name']; env: Record<string, string> }; newPerson: NewPerson },
  settings: Record<string, string>,
  work: (own: Own) => Promise<void>,
): Promise<void> {
  const databaseUrl = stack.name === 'postgres' ? (stack.env.DATABASE_URL ?? null) : null
  const own = await startStack(stack.name, databaseUrl, port, { TUTOR_PROVIDER: 'gemini', ...settings })
  const testApi = openTestApi(own)
  try {
    const person = await testApi.person()
    const { page, context } = await newPerson({ baseURL: own.url })
    await context.addCookies([{ ...person.cookie, url: own.url }])
    await work({ own, page, person, tutor: await new TutorPage(page).open() })
    // It would go on asking a server that is gone.
    await page.goto('about:blank')
  } finally {
    await testApi.close()
    await own.stop()
  }
}
type NewPerson = (options?: { baseURL?: string }) => Promise<{ page: Page; context: ReturnType<Page['context']> }>

/** What a program gets that asks for JSON. */
async function postJson({ own, page }: Own, message: string): Promise<{ status: number; body: unknown }> {
  const response = await page.request.post(`${own.url}/api/tutor`, {
    data: { message },
    headers: { Accept: 'application/json', Origin: own.url },
  })
  return { status: response.status(), body: await response.json() }
}

/** The built files for browsers in which this stands. */
function filesWith(own: OwnStack, pattern: RegExp): string[] {
  const folder = join(projectFile('.'), own.env.NEXT_DIST_DIR ?? '', 'static')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(20)
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => pattern.test(readFileSync(file, 'latin1')))
}

test('without a key: "API not configured", the way to one, and the question kept', async ({
  stack,
  newPerson,
  problems,
}) => {
  problems.allow(/503/)
  await withTutor({ stack, newPerson }, {}, async (own) => {
    const { page, tutor } = own
    const callout = page.getByText('API not configured')
    await expect(callout).toBeVisible()
    await tutor.ask('')
    await expect(page.getByText('Enter a message')).toBeVisible()
    await tutor.ask('What is a cell?')
    await expect(page.getByRole('alert').filter({ hasText: 'API not configured' })).toContainText('GEMINI_API_KEY')
    await expect(page.getByRole('link', { name: 'Get a key at Google AI Studio' })).toHaveAttribute(
      'href',
      'https://aistudio.google.com/apikey',
    )
    await expect(tutor.box()).toHaveValue('What is a cell?')
    expect(await postJson(own, 'What is a cell?')).toMatchObject({
      status: 503,
      body: { error: { code: 'not-configured', message: /^API not configured/ } },
    })
    await tutor.button('Close').click()
    await expect(page).toHaveURL(/\/dashboard$/)
  })
})

test('with a key that no request can carry: "Initialization failed", and the question kept', async ({
  stack,
  newPerson,
  problems,
}) => {
  problems.allow(/503/)
  await withTutor({ stack, newPerson }, { GEMINI_API_KEY: 'ключ' }, async (own) => {
    const { page, tutor } = own
    await tutor.ask('What is a cell?')
    await expect(page.getByRole('alert').filter({ hasText: 'Initialization failed' })).toBeVisible()
    await expect(tutor.box()).toHaveValue('What is a cell?')
    expect(await postJson(own, 'What is a cell?')).toMatchObject({
      status: 503,
      body: { error: { message: /^Initialization failed/ } },
    })
  })
})

test('with a key: instructions and question go to the provider, its words come back, and its failures are sentences', async ({
  stack,
  newPerson,
}) => {
  const gemini = await startGeminiStandIn()
  const settings = { GEMINI_API_KEY: 'a-key-of-tests', GEMINI_BASE_URL: gemini.url, GEMINI_MODEL: 'gemini-test' }
  try {
    await withTutor({ stack, newPerson }, settings, async (own) => {
      const { tutor, page } = own
      gemini.reply({ chunks: answerChunks('[[question: new; try: none]]\nWhat do you **see**?\n- one\n- two') })
      await tutor.askAndWait('What is a cell?')
      await expect(tutor.newest().locator('strong')).toHaveText('What do you see?')
      await expect(tutor.newest().getByRole('listitem').first()).toContainText('🔹 one')
      await expect(tutor.newest()).not.toContainText('[[')
      const [request] = gemini.requests
      expect(request?.path).toBe('/v1beta/models/gemini-test:streamGenerateContent?alt=sse')
      expect(request?.headers['x-goog-api-key']).toBe('a-key-of-tests')
      expect(JSON.stringify(request?.body)).toContain('You are the tutor of VirtualCafe')
      expect(request?.body).toMatchObject({ contents: [{ role: 'user', parts: [{ text: 'What is a cell?' }] }] })

      gemini.reply(refusal(503, 'overloaded'), { chunks: answerChunks('A nucleus.') })
      await tutor.ask('And inside?')
      await tutor.expectStatus('failed')
      await expect(tutor.newest()).toContainText('The tutor’s provider has a problem right now.')
      await expect(tutor.question('And inside?')).toBeVisible()
      await tutor.button('Try again').click()
      await tutor.expectStatus('done')
      await expect(tutor.newest()).toContainText('A nucleus.')

      gemini.reply({ chunks: [geminiChunk('Half of it')] })
      await tutor.ask('And around?')
      await tutor.expectStatus('failed')
      await expect(tutor.newest()).toContainText('Half of it')
      await expect(tutor.newest()).toContainText('The answer broke off.')

      // What browsers get knows neither the key nor the provider.
      expect(filesWith(own.own, /a-key-of-tests|x-goog-api-key|generativelanguage/)).toEqual([])
      expect(await page.content()).not.toContain('a-key-of-tests')

      gemini.reply({ chunks: answerChunks('As JSON.') })
      expect(await postJson(own, 'What is a cell?')).toMatchObject({ status: 200, body: { reply: 'As JSON.' } })
    })
  } finally {
    await gemini.close()
  }
})
