import { expect, expectNoAxeViolations, test } from './fixtures'
import { openRoom, type RoomPage } from './pages/room-page'

const quizOf = ({ page }: RoomPage) => page.getByRole('region', { name: 'Quiz' })
const startButton = (room: RoomPage) => quizOf(room).getByRole('button', { name: 'Quiz the table?' })

test('at the break the table is quizzed: everybody answers, sees who was right, and it is gone with the focus', async ({
  signedIn,
  testApi,
  problems,
}) => {
  // Seeding ends sessions, which moves the channels of open pages: they ask for the old one once more.
  problems.allow(/403/)
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob, cy])
  await testApi.addRecallCards(ada, ['Entropy'])
  const [a, b] = await openRoom(code, ada, bob)
  await bob.page.setViewportSize({ width: 390, height: 844 })
  await expect(quizOf(a)).toHaveCount(0)
  // Whoever leaves moves the channel: what is said of the quiz goes out on the new one.
  await testApi.leave(code, cy)
  await a.expectNobody(cy.username)
  await testApi.startBreak(code, ada)

  // Bob has never asked the tutor anything.
  problems.allow(/409/)
  await startButton(b).click()
  await expect(quizOf(b)).toContainText('Ask the tutor something first: its questions make the quiz.')

  // While he writes, Ada starts: nothing takes the focus or the keys from him.
  const composer = bob.page.getByLabel('Message', { exact: true })
  await composer.pressSequentially('see page ')
  await expect(quizOf(a)).toContainText('from your recall cards')
  await startButton(a).click()
  await expect(quizOf(a)).toContainText('What about Entropy?')
  await testApi.setQuizStart(code, -60_000)
  await expect(quizOf(b)).toContainText('What about Entropy?')
  await expect(quizOf(b).getByText('0 of 2 have answered')).toBeVisible()
  await expect(composer).toBeFocused()
  await bob.page.keyboard.type('1')
  await expect(composer).toHaveValue('see page 1')
  await expect(quizOf(b).getByRole('button', { pressed: true })).toHaveCount(0)
  await composer.press('Enter')
  await a.expectLines(['see page 1'])

  // Ada answers by its key, Bob with his thumb, and wrong.
  await expectNoAxeViolations(ada.page)
  const choices = await quizOf(a).getByRole('group', { name: 'Choices' }).getByRole('button').allInnerTexts()
  const rightAt = choices.findIndex((text) => text.includes('Entropy is right'))
  await a.timer().click()
  await ada.page.keyboard.press(String(rightAt + 1))
  await expect(quizOf(a).getByRole('button', { name: 'Entropy is right' })).toHaveAttribute('aria-pressed', 'true')
  await expect(quizOf(b).getByText('1 of 2 have answered')).toBeVisible()
  await testApi.setQuizStart(code, 10_000)
  await quizOf(b).getByRole('button', { name: 'Entropy is wrong 1' }).click()
  await expect(quizOf(a).getByText('2 of 2 have answered')).toBeVisible()

  // Time is up: both see which was right, and who.
  for (const room of [a, b]) {
    await expect(quizOf(room).getByRole('button', { name: 'Entropy is right (right answer)' })).toBeVisible()
    await expect(quizOf(room).getByRole('list', { name: 'Who was right' }).getByRole('listitem')).toHaveText([
      ada.username,
    ])
  }
  await expect(quizOf(a)).toContainText('You were right.')
  await expect(quizOf(b)).toContainText('Not this time.')
  await expect(
    bob.page.getByText(`The right answer: Entropy is right. Not this time. Right: ${ada.username}.`),
  ).toBeAttached()

  const scores = [`${ada.username}1 of 1`, `${bob.username}0 of 1`]
  for (const room of [a, b])
    await expect(quizOf(room).getByRole('list', { name: 'Scores' }).getByRole('listitem')).toHaveText(scores)
  await expectNoAxeViolations(bob.page)
  // Somebody who reloads, or comes late, sees the same.
  await bob.page.reload()
  await expect(quizOf(b).getByRole('list', { name: 'Scores' }).getByRole('listitem')).toHaveText(scores)

  await b.timer().getByRole('button', { name: 'Skip to the next phase' }).click()
  await a.expectPerson(ada.username, 'focusing')
  for (const room of [a, b]) await expect(quizOf(room)).toHaveCount(0)
})
