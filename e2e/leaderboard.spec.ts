import { expect, expectNoAxeViolations, test } from './fixtures'
import { LeaderboardPage } from './pages/leaderboard-page'
import { studyClock } from './study-clock'

const { timeZone, at } = studyClock(new Date())
/** Those who share a room and nobody else: the suite's other people have minutes of their own. */
const amongUs = { period: 'today', scope: 'rooms' } as const
const studied = (minutes: number) => [{ startedAt: at(0, '09:00'), minutes }]

test('ties share a rank, one chooses how to appear, and it holds at once for everybody', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  await testApi.study(ada, studied(300))
  await testApi.study(bob, studied(300))
  await testApi.room(ada, {}, [bob])
  const seen = await new LeaderboardPage(ada.page).open(amongUs)
  const [mine, theirs] = [seen.row(ada.username), seen.row(bob.username)]
  await expect(mine).toContainText('You')
  for (const { username } of [ada, bob]) await expect(seen.rank(username)).toHaveText('1')
  await expect(theirs).toContainText('5 h')
  await expectNoAxeViolations(ada.page)

  const own = await new LeaderboardPage(bob.page).open(amongUs)
  await own.appear('By alias')
  await expect(bob.page.getByText('An alias needs at least 2 characters.')).toBeVisible()
  const alias = `Owl ${bob.username.slice(-6)}`
  await own.appear('By alias', alias)
  await expect(bob.page.getByText('Saved.')).toBeVisible()
  await ada.page.reload()
  await expect(seen.row(alias)).toBeVisible()
  await expect(theirs).toHaveCount(0)

  await own.appear('Not at all')
  await expect(bob.page.getByText('because you chose so')).toBeVisible()
  await ada.page.reload()
  await expect(mine).toBeVisible()
  await expect(seen.row(alias)).toHaveCount(0)
})

test("everyone's board lists the viewer, however many are before them", async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone })
  await testApi.study(person, studied(20))
  const row = (await new LeaderboardPage(person.page).open({ period: 'today' })).row(person.username)
  await expect(row).toContainText('You')
  await expect(row).toContainText('20 min')
})

test('people without a verified address are not on it and are told why', async ({ signedIn, testApi }) => {
  const person = await signedIn({ timeZone, isVerified: false })
  await testApi.study(person, studied(290))
  const board = await new LeaderboardPage(person.page).open({ period: 'today' })
  await expect(person.page.getByText('verify your email address and your minutes appear')).toBeVisible()
  await expect(person.page.getByText('Your own time: 4 h 50 min')).toBeVisible()
  // Somebody with a rank has a row of their own below the first fifty, too.
  await expect(board.row(person.username)).toHaveCount(0)
})

test('my rooms: nobody without a room, then those at the same table', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn({ timeZone }), await signedIn({ timeZone })]
  await testApi.study(ada, studied(30))
  await testApi.study(bob, studied(20))
  await new LeaderboardPage(ada.page).open({ scope: 'rooms' })
  await expect(ada.page.getByText('You have not been in a room yet')).toBeVisible()
  await testApi.room(ada, {}, [bob])
  await ada.page.reload()
  await expect(ada.page.getByRole('rowheader')).toHaveText([new RegExp(ada.username), new RegExp(bob.username)])
})
