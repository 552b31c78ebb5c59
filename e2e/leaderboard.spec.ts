import { expect, expectNoAxeViolations, test } from './fixtures'
import { studyClock } from './study-clock'

const { timeZone, at } = studyClock(new Date())
const studied = (minutes: number) => [{ startedAt: at(0, '09:00'), minutes }]

test('ties share a rank, one chooses how to appear, and it holds at once for everybody', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  // More than anybody else's in the suite, so that both stand on the first page.
  await testApi.study(ada, studied(300))
  await testApi.study(bob, studied(300))
  await ada.page.goto('/leaderboard?period=today')
  const mine = ada.page.getByRole('row', { name: new RegExp(ada.username) })
  const theirs = ada.page.getByRole('row', { name: new RegExp(bob.username) })
  await expect(mine).toContainText('You')
  const rank = (await mine.getByRole('cell').first().textContent()) ?? ''
  await expect(theirs.getByRole('cell').first()).toHaveText(rank)
  await expect(theirs).toContainText('5 h')
  await expectNoAxeViolations(ada.page)

  await bob.page.goto('/leaderboard?period=today')
  await bob.page.getByLabel('By alias').check()
  await bob.page.getByRole('button', { name: 'Save' }).click()
  await expect(bob.page.getByText('An alias needs at least 2 characters.')).toBeVisible()
  const alias = `Owl ${bob.username.slice(-6)}`
  await bob.page.getByLabel('Alias', { exact: true }).fill(alias)
  await bob.page.getByRole('button', { name: 'Save' }).click()
  await expect(bob.page.getByText('Saved.')).toBeVisible()
  await ada.page.reload()
  await expect(ada.page.getByRole('row', { name: new RegExp(alias) })).toBeVisible()
  await expect(theirs).toHaveCount(0)

  await bob.page.getByLabel('Not at all').check()
  await bob.page.getByRole('button', { name: 'Save' }).click()
  await expect(bob.page.getByText('because you chose so')).toBeVisible()
  await ada.page.reload()
  await expect(ada.page.getByRole('row', { name: new RegExp(alias) })).toHaveCount(0)
})

test('people without a verified address are not on it and are told why', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone, isVerified: false })
  await testApi.study(person, studied(290))
  await person.page.goto('/leaderboard?period=today')
  await expect(person.page.getByText('verify your email address and your minutes appear')).toBeVisible()
  await expect(person.page.getByText('Your own time: 4 h 50 min')).toBeVisible()
  await expect(person.page.getByRole('row', { name: new RegExp(person.username) })).toHaveCount(0)
})

test('my rooms: nobody without a room, then those at the same table', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  await testApi.study(ada, studied(30))
  await testApi.study(bob, studied(20))
  await ada.page.goto('/leaderboard?scope=rooms')
  await expect(ada.page.getByText('You have not been in a room yet')).toBeVisible()
  await testApi.room(ada, {}, [bob])
  await ada.page.reload()
  await expect(ada.page.getByRole('rowheader')).toHaveText([new RegExp(ada.username), new RegExp(bob.username)])
})
