/** Recall cards: the page on which they lie, the dialog in which they are asked, and the offer of a break at the desk. */
import { readFile } from 'node:fs/promises'
import { expect, expectNoAxeViolations } from './fixtures'
import { RecallPage } from './pages/recall-page'
import { StudyPage } from './pages/study-page'
import { minute, test } from './student'

const day = 24 * 60 * minute
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()

test('a card is written, changed, deleted, brought back and found', async ({ student, testApi }) => {
  const person = await student()
  const { page } = person
  const recall = await new RecallPage(page).open()
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await expectNoAxeViolations(page)
  await recall.button('Add your first card').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add card' }).click()
  await expect(page.getByLabel('Question')).toHaveAccessibleDescription('What do you want to be asked?')
  await recall.write('What is a ring?', 'A set with two operations', 'Add card')
  const ring = recall.card('What is a ring?')
  await expect(ring).toContainText('Due now')
  await expectNoAxeViolations(page)

  await recall.button('Change: What is a ring?').click()
  await recall.write('What is a field?', 'A ring in which one can divide', 'Save card')
  const field = recall.card('What is a field?')
  await expect(field).toContainText('one can divide')
  await expect(ring).toHaveCount(0)

  await recall.button('Delete: What is a field?').click()
  await expect(field).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(field).toContainText('one can divide')

  await testApi.recallCard(person, { question: 'Mitochondria?', answer: 'The power house', dueAt: inDays(3) })
  await page.getByLabel('Search cards').fill('POWER')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(recall.card('Mitochondria?')).toBeVisible()
  await expect(field).toHaveCount(0)
  await page.getByLabel('Search cards').fill('nothing like it')
  await page.getByLabel('Search cards').press('Enter')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
})

test('a card that was changed in another tab is not overwritten without a word', async ({ student, testApi }) => {
  const person = await student()
  await testApi.recallCard(person, { question: 'Capital of France?', answer: 'Lyon' })
  const [first, second] = [new RecallPage(person.page), new RecallPage(await person.context.newPage())]
  for (const tab of [first, second]) {
    await tab.open()
    await tab.button('Change: Capital of France?').click()
  }
  await first.write('Capital of France?', 'Paris', 'Save card')
  const form = second.page.getByRole('dialog')
  await form.getByLabel('Answer').fill('Marseille')
  await form.getByRole('button', { name: 'Save card' }).click()
  await expect(form.getByRole('alert')).toContainText('changed in another tab')
  await expect(form).toContainText('Paris')
  await expect(form.getByLabel('Answer')).toHaveValue('Marseille')
  await form.getByRole('button', { name: 'Save card' }).click()
  await expect(second.card('Capital of France?')).toContainText('Marseille')
})

test('due cards are practised by keyboard, and come back later', async ({ student, testApi }) => {
  const person = await student()
  await testApi.recallCard(person, { question: 'First?', answer: 'One' })
  await testApi.recallCard(person, { question: 'Second?', answer: 'Two' })
  const { page } = person
  const recall = await new RecallPage(page).open()
  await recall.button('Practise now').press('Enter')
  const dialog = recall.recall()
  await expect(dialog).toContainText('1 of 2')
  await expect(dialog).toContainText('First?')
  await expect(dialog).not.toContainText('One')
  await expect(dialog.getByRole('button', { name: /^Show answer/ })).toBeFocused()
  // Nothing is graded before its answer was seen.
  await page.keyboard.press('3')
  await expect(dialog).toContainText('1 of 2')
  await page.keyboard.press('Space')
  await expect(dialog).toContainText('One')
  await expect(recall.grade('Again')).toContainText('<10 min')
  await expect(recall.grade('Good')).toContainText('2 days')
  await expectNoAxeViolations(page)
  await page.keyboard.press('3')
  await expect(dialog).toContainText('2 of 2')
  await page.keyboard.press('Space')
  await page.keyboard.press('1')
  await expect(dialog).toContainText('That’s all for now')
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)

  await expect(recall.card('First?')).not.toContainText('Due now')
  await expect(recall.card('Second?')).toContainText(/Due (at|tomorrow)/)
  await expect(recall.button('Practise now')).toHaveCount(0)
  await expect(page.getByText(/2 cards\. The next one is due/)).toBeVisible()
  const cards = await testApi.recallCards(person)
  expect(cards.map(({ reps }) => reps)).toEqual([1, 1])
  const laterMs = cards.map(({ dueAt }) => Date.parse(dueAt) - Date.now())
  expect(laterMs[0]).toBeGreaterThan(day)
  expect(laterMs[1]).toBeLessThanOrEqual(10 * minute)
})

test('a grade that could not be saved keeps its card, and is sent again', async ({ student, testApi, problems }) => {
  problems.allow(/Failed to load resource|net::ERR_FAILED/)
  const person = await student()
  await testApi.recallCard(person, { question: 'First?', answer: 'One' })
  const { page } = person
  const recall = await new RecallPage(page).open()
  await recall.button('Practise now').click()
  await recall
    .recall()
    .getByRole('button', { name: /^Show answer/ })
    .click()
  await page.route('**/api/tutor/recall/*', (route) => route.abort())
  await recall.grade('Easy').click()
  await expect(recall.recall().getByRole('alert')).toContainText('Couldn’t save that')
  await expect(recall.recall()).toContainText('One')
  await page.unroute('**/api/tutor/recall/*')
  await recall.recall().getByRole('button', { name: 'Try again' }).click()
  await expect(recall.recall()).toContainText('That’s all for now')
  expect((await testApi.recallCards(person)).map(({ reps }) => reps)).toEqual([1])
})

test('the cards can be taken along to Anki', async ({ student, testApi }) => {
  const person = await student()
  await testApi.recallCard(person, { question: 'What is "it"?', answer: 'two\nlines' })
  const { page } = person
  await new RecallPage(page).open()
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export to Anki' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toMatch(/^virtualcafe-cards-\d{4}-\d\d-\d\d\.tsv$/)
  expect(await readFile(await file.path(), 'utf8')).toBe(
    '#separator:tab\n#html:false\n#columns:Front\tBack\n"What is ""it""?"\t"two\nlines"\n',
  )
})

test('a break at the desk offers what is due, once, and takes no focus', async ({ student, testApi }) => {
  const person = await student()
  for (const question of ['First?', 'Second?']) await testApi.recallCard(person, { question, answer: 'Because' })
  const { page } = person
  let asked = 0
  await page.route('**/api/tutor/recall', (route) => {
    if (route.request().method() === 'GET') asked++
    return route.continue()
  })
  const study = await new StudyPage(page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 3_000)
  await study.lookAgain()
  await expect(study.result()).toContainText('25 minutes saved')
  const offer = page.getByRole('region', { name: 'Recall' })
  await expect(offer).toContainText('Two quick questions from your recall cards?')
  await expect(offer.locator(':focus')).toHaveCount(0)
  await expectNoAxeViolations(page)
  const recall = new RecallPage(page)
  // The break begins: it is the same one.
  await study.start()
  await offer.getByRole('button', { name: 'Start the questions' }).click()
  for (const progress of ['1 of 2', '2 of 2']) {
    await expect(recall.recall()).toContainText(progress)
    await recall
      .recall()
      .getByRole('button', { name: /^Show answer/ })
      .click()
    await recall.grade('Good').click()
  }
  await expect(recall.recall()).toContainText('See you at the next break.')
  await recall.button('Done').click()
  await expect(offer).toHaveCount(0)
  // The clock ran on under the dialog.
  await study.expectClock(/^0[45]:\d\d$/)
  expect(asked).toBe(1)
  expect((await testApi.recallCards(person)).map(({ reps }) => reps)).toEqual([1, 1])
})

test('with nothing to recall a break is a break', async ({ student, testApi }) => {
  const person = await student()
  await testApi.recallCard(person, { question: 'Later?', answer: 'Yes', dueAt: inDays(2) })
  const { page } = person
  const study = await new StudyPage(page).open()
  await study.start()
  await testApi.ageSession(person, 25 * minute - 3_000)
  const answered = page.waitForResponse('**/api/tutor/recall')
  await study.lookAgain()
  await expect(study.result()).toBeVisible()
  expect(await (await answered).json()).toEqual({ due: 0, canMake: false })
  await expect(page.getByRole('region', { name: 'Recall' })).toHaveCount(0)
})
