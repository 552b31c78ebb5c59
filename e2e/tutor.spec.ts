import { readFileSync } from 'node:fs'
import { expect, expectNoAxeViolations, test } from './fixtures'
import { TutorPage } from './pages/tutor-page'

/** Words of an answer that comes slowly, as the scripted provider counts them. */
const slow = { ask: 'Tell me slowly. !slow', early: 'word3', last: 'word60' }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('open, an empty message, a question, its formatted answer, the next question, and back to the dashboard', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await expect(page).toHaveTitle(/Tutor/)
  await expect(page.getByRole('heading', { name: 'What are you stuck on?' })).toBeVisible()
  await expectNoAxeViolations(page)

  await tutor.button('Ask').click()
  await expect(page.getByText('Enter a message')).toBeVisible()
  await expect(tutor.box()).toBeFocused()
  await tutor.box().fill('What is a cell?')
  await expect(page.getByText('Enter a message')).toHaveCount(0)
  await tutor.box().press('Enter')

  await tutor.expectStatus('done')
  await expect(tutor.question('What is a cell?')).toBeVisible()
  await expect(tutor.box()).toHaveValue('')
  await expect(tutor.newest().locator('strong').first()).toBeVisible()
  await expect(tutor.newest().locator('li').first()).toBeVisible()
  await expect(tutor.newest().locator('code').first()).toBeVisible()
  await expect(page.getByText(/of \d+ questions left today/)).toBeVisible()
  await expect(page).toHaveURL(/\?conversation=[0-9a-f-]{36}$/)

  await tutor.askAndWait('And a nucleus?')
  await expect(tutor.messages()).toHaveCount(4)
  await tutor.button('Give me a hint').click()
  await expect(tutor.answers()).toHaveCount(3)
  await tutor.expectStatus('done')
  await expectNoAxeViolations(page)
  await tutor.button('Close').click()
  await expect(page).toHaveURL(/\/dashboard$/)
})

test.describe('when it is dark', () => {
  test.use({ colorScheme: 'dark' })
  test('nothing of a conversation is hard to read', async ({ signedIn }) => {
    const { page } = await signedIn({}, { colorScheme: 'dark' })
    const tutor = await new TutorPage(page).open()
    await tutor.askAndWait('What is a cell?')
    await expectNoAxeViolations(page)
  })
})

test('an answer that fails keeps its question, says why, and is asked for again', async ({ signedIn }) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.ask('Why is the sky blue? !fail-once:busy')
  await tutor.expectStatus('failed')
  await expect(tutor.newest()).toContainText('The tutor is asked a lot right now.')
  await expect(tutor.question('Why is the sky blue?')).toBeVisible()
  await tutor.button('Try again').click()
  await tutor.expectStatus('done')
  await expect(tutor.messages()).toHaveCount(2)

  await tutor.ask('And the sea? !break:silence')
  await tutor.expectStatus('failed')
  await expect(tutor.newest()).toContainText('The answer stopped in the middle.')
  await page.reload()
  await expect(tutor.newest()).toContainText('The answer stopped in the middle.')
  await expect(tutor.question('And the sea?')).toBeVisible()
})

test('an answer survives a reload, and a tab that was closed', async ({ signedIn }) => {
  const { page, context } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.ask(slow.ask)
  await expect(tutor.newest()).toContainText(slow.early)
  await page.reload()
  await expect(tutor.newest()).toContainText(slow.early)
  await tutor.expectStatus('streaming')
  await expect(tutor.newest()).toContainText(slow.last)
  await tutor.expectStatus('done')

  await tutor.ask(slow.ask)
  await expect(tutor.answers()).toHaveCount(2)
  await expect(tutor.newest()).toContainText(slow.early)
  const address = page.url()
  await page.close()
  const later = new TutorPage(await context.newPage())
  await later.page.goto(address)
  await expect(later.newest()).toContainText(slow.last)
  await later.expectStatus('done')
})

test('a network that goes and comes back loses nothing', async ({ signedIn, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket|Failed to load resource/)
  const { page, context } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.ask(slow.ask)
  await expect(tutor.newest()).toContainText(slow.early)
  await context.setOffline(true)
  await tutor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await context.setOffline(false)
  await expect(tutor.newest()).toContainText(slow.last)
  await tutor.expectStatus('done')
  await expect(tutor.answers()).toHaveCount(1)

  await context.setOffline(true)
  await tutor.ask('Is anybody there?')
  await expect(page.getByText('We can’t reach VirtualCafe right now.')).toBeVisible()
  await expect(tutor.box()).toHaveValue('Is anybody there?')
  await context.setOffline(false)
  await tutor.button('Ask').click()
  await expect(tutor.question('Is anybody there?')).toHaveCount(1)
  await tutor.expectStatus('done')
})

test('Stop keeps what came, and the next question is asked at once', async ({ signedIn }) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.ask(slow.ask)
  await expect(tutor.newest()).toContainText(slow.early)
  await tutor.button('Stop answering').click()
  await tutor.expectStatus('stopped')
  await tutor.askAndWait('Something else?')
  await expect(tutor.messages()).toHaveCount(4)
  await page.reload()
  await expect(tutor.answers().first()).toHaveAttribute('data-status', 'stopped')
  await expect(tutor.answers().first()).toContainText(slow.early)
  await expect(tutor.answers().first()).not.toContainText(slow.last)
})

test('another answer takes the place of the last, and a changed question of all after it', async ({ signedIn }) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.askAndWait('One? !repeat')
  await tutor.askAndWait('Two? !repeat')
  await tutor.button('Write another answer').click()
  await expect(tutor.answers()).toHaveCount(2)
  await tutor.expectStatus('done')
  await tutor.question('One?').getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByLabel('Change your question')
  await expect(edit).toBeFocused()
  await edit.fill('')
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(page.getByText('Enter a message')).toBeVisible()
  await edit.fill('Three? !repeat')
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(tutor.messages()).toHaveCount(2)
  await tutor.expectStatus('done')
  await expect(tutor.newest()).toContainText('Three?')
  await expect(tutor.question('Two?')).toHaveCount(0)
})

test('two tabs show the same conversation; one that asks too says that it is answered already', async ({
  signedIn,
}) => {
  const { page, context } = await signedIn()
  const one = await new TutorPage(page).open()
  await one.askAndWait('First?')
  const two = await new TutorPage(await context.newPage()).open()
  await expect(two.question('First?')).toBeVisible()
  await one.ask(slow.ask)
  await expect(two.newest()).toContainText(slow.early)
  await two.expectStatus('streaming')
  await expect(two.newest()).toContainText(slow.last)
  for (const tab of [one, two]) await tab.expectStatus('done')
  await expect(two.messages()).toHaveCount(4)
})

test('conversations: a new one, back and forward, search, rename, export, delete', async ({ signedIn }) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.askAndWait('Photosynthesis in plants')
  await page.getByRole('button', { name: 'New conversation' }).click()
  await expect(tutor.messages()).toHaveCount(0)
  await tutor.askAndWait('Trigonometry basics')
  await expect(tutor.titles()).toHaveCount(2)

  await tutor.titles().filter({ hasText: 'Photosynthesis' }).click()
  await expect(tutor.question('Photosynthesis in plants')).toBeVisible()
  await page.goBack()
  await expect(tutor.question('Trigonometry basics')).toBeVisible()
  await page.goForward()
  await expect(tutor.question('Photosynthesis in plants')).toBeVisible()

  await page.getByLabel('Search conversations').fill('trigonometry')
  await expect(tutor.titles()).toHaveText([/Trigonometry/])
  await page.getByLabel('Search conversations').fill('no such words')
  await expect(page.getByText('No conversation has these words.')).toBeVisible()
  await page.getByLabel('Search conversations').fill('')
  await expect(tutor.titles()).toHaveCount(2)

  const title = (await tutor.titles().filter({ hasText: 'Photosynthesis' }).textContent())?.trim() ?? ''
  await tutor.choose(title, 'Rename')
  await page.getByLabel('Title').fill('')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page.getByText('Enter a title')).toBeVisible()
  await page.getByLabel('Title').fill('Green leaves')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(tutor.titles().filter({ hasText: 'Green leaves' })).toBeVisible()

  const download = page.waitForEvent('download')
  await tutor.choose('Green leaves', 'Export as Markdown')
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text).toContain('Green leaves')
  expect(text).toContain('Photosynthesis in plants')

  await tutor.choose('Green leaves', 'Delete')
  await tutor.confirm('Delete conversation')
  await expect(tutor.titles()).toHaveText([/Trigonometry/])
  await page.reload()
  await expect(tutor.titles()).toHaveText([/Trigonometry/])
})

test('Clear chat asks first, and empties the conversation on every screen', async ({ signedIn }) => {
  const { page, context } = await signedIn()
  const one = await new TutorPage(page).open()
  await one.askAndWait('What is a cell?')
  const two = await new TutorPage(await context.newPage()).open()
  await expect(two.messages()).toHaveCount(2)
  await one.button('Clear chat').click()
  await page.getByRole('button', { name: 'Never mind' }).click()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(one.messages()).toHaveCount(2)
  await one.button('Clear chat').click()
  await one.confirm('Clear chat')
  for (const tab of [one, two]) await expect(tab.messages()).toHaveCount(0)
  await one.askAndWait('And another one?')
  await expect(one.messages()).toHaveCount(2)
})

test('the task goes along as a chip that can be taken off, with what was tried and a photo', async ({
  signedIn,
  testApi,
}) => {
  const seeded = await signedIn()
  const { page } = seeded
  await page.goto('/study')
  await page.getByLabel('New task').fill('Flashcards')
  await page.getByLabel('New task').press('Enter')
  await page.getByRole('button', { name: 'Flashcards', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Flashcards', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => testApi.activeTask(seeded)).toBe('Flashcards')
  const tutor = await new TutorPage(page).open()
  await expect(page.getByText('Working on: Flashcards')).toBeVisible()
  await tutor.button('What I tried').click()
  await page.getByLabel('What I tried', { exact: true }).last().fill('2 + 2 = 5')
  await page.locator('input[type=file]').setInputFiles({ name: 'work.png', mimeType: 'image/png', buffer: onePixel })
  await expect(page.getByAltText('Your work, to go along')).toBeVisible()
  await tutor.askAndWait('Is this right? !echo')
  await expect(tutor.question('Is this right?')).toContainText('With a photo')
  await expect(tutor.question('Is this right?')).toContainText('Flashcards')
  for (const along of ['2 + 2 = 5', 'Flashcards']) await expect(tutor.newest()).toContainText(along)
  await expect(tutor.newest()).not.toContainText('photo: none')

  await tutor.button('Ask without the task').click()
  await tutor.askAndWait('And this? !echo')
  await expect(tutor.newest()).toContainText('task: none')
})

test('a photo that failed goes along again while this tab has it, and is asked for after a reload', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  const tutor = await new TutorPage(page).open()
  const photo = page.locator('input[type=file]')
  await photo.setInputFiles({ name: 'work.png', mimeType: 'image/png', buffer: onePixel })
  await tutor.ask('Is this right? !fail:busy')
  await tutor.expectStatus('failed')
  await tutor.button('Try again').click()
  await expect(tutor.messages()).toHaveCount(2)
  await tutor.expectStatus('failed')
  await page.reload()
  await tutor.button('Ask with the photo again').click()
  await expect(page.getByText('Add the photo again: it was not kept.')).toBeVisible()
  await expect(tutor.box()).toHaveValue('Is this right? !fail:busy')
  await photo.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await expect(page.getByText('Choose a JPEG, PNG, WebP or GIF picture.')).toBeVisible()
})

test('in the drawer of any page: ask, close, study on, and find the answer there', async ({ signedIn }) => {
  const { page } = await signedIn()
  await page.goto('/goals')
  await page.getByRole('button', { name: 'Ask the tutor' }).click()
  const tutor = new TutorPage(page)
  await expect(tutor.box()).toBeFocused()
  await expectNoAxeViolations(page)
  await tutor.ask(slow.ask)
  await expect(tutor.newest()).toContainText(slow.early)
  await page.getByRole('dialog', { name: 'Tutor' }).getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Ask the tutor' }).click()
  await expect(tutor.newest()).toContainText(slow.last)
  await tutor.expectStatus('done')
  await page.getByRole('link', { name: 'Full page' }).click()
  await expect(page).toHaveURL(/\/tutor\?conversation=/)
  await expect(tutor.newest()).toContainText(slow.last)
})

test('a drawer that cannot load says so, and tries again', async ({ signedIn, problems }) => {
  problems.allow(/Failed to load resource/)
  const { page } = await signedIn()
  await page.goto('/goals')
  await page.route('**/api/tutor', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  await page.getByRole('button', { name: 'Ask the tutor' }).click()
  await expect(page.getByText('Couldn’t open the tutor')).toBeVisible()
  await page.unroute('**/api/tutor')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(new TutorPage(page).box()).toBeVisible()
})

test('on a phone Enter makes a new line, the list is a sheet, and nothing is wider than the page', async ({
  signedIn,
}) => {
  const { page } = await signedIn({}, phone)
  const tutor = await new TutorPage(page).open()
  await tutor.box().fill('One')
  await tutor.box().press('Enter')
  await expect(tutor.box()).toHaveValue('One\n')
  await tutor.askAndWait(`${'wide'.repeat(60)} !repeat`)
  await page.getByRole('button', { name: 'Conversations' }).click()
  await expect(page.getByRole('dialog', { name: 'Conversations' }).getByRole('link').first()).toBeVisible()
  await page.keyboard.press('Escape')
  for (const size of [phone.viewport, { width: 844, height: 390 }, { width: 720, height: 450 }]) {
    await page.setViewportSize(size)
    for (const inSight of [tutor.box(), tutor.button('Ask')]) await expect(inSight).toBeInViewport({ ratio: 0.9 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
})

test('what was being written survives a reload, and is not there for whoever logs in next', async ({
  signedIn,
  testApi,
  stack,
}) => {
  const { page, context } = await signedIn()
  const tutor = await new TutorPage(page).open()
  await tutor.box().fill('half a thought')
  await page.reload()
  await expect(tutor.box()).toHaveValue('half a thought')
  const { cookie } = await testApi.person()
  // An open page would ask for the channel of whom it was made for.
  await page.goto('about:blank')
  await context.clearCookies()
  await context.addCookies([{ ...cookie, url: stack.url }])
  await tutor.open()
  await expect(tutor.box()).toHaveValue('')
})

/** The smallest PNG there is. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
