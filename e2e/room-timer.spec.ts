import { expect, test } from './fixtures'
import { expectSameTime, openRoom } from './pages/room-page'

test('the same second on two screens whose clocks are ten minutes apart; pausing, list, credit', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const name = `Timer ${Date.now().toString(36)}`
  const { code } = await testApi.room(ada, { name }, [bob])
  await bob.context.addInitScript(() => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + 10 * 60_000
  })
  const [a, b] = await openRoom(code, ada, bob)

  await a.timer().getByRole('button', { name: 'Start' }).click()
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  await a.expectPerson(bob.username, 'focusing')
  await expectSameTime(a, b)
  await b.timer().getByRole('button', { name: 'Pause' }).click()
  await expect(a.timer().getByRole('button', { name: 'Resume' })).toBeVisible()
  await expectSameTime(a, b, 0)
  await a.timer().getByRole('button', { name: 'Resume' }).click()
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()

  await bob.page.reload()
  await b.expectLive()
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  await expectSameTime(a, b)

  await a.leave()
  await expect(ada.page).toHaveURL('/dashboard')
  await expect(b.timer().getByRole('button', { name: 'Pause' })).toBeVisible()
  await ada.page.goto(`/rooms?q=${encodeURIComponent(name)}`)
  await expect(ada.page.getByRole('article', { name }).getByText('Focus, 25 min left')).toBeVisible()

  await testApi.ageTimer(code, 26 * 60_000)
  await testApi.roomsCron()
  expect(await testApi.focusMinutes(bob.id)).toBeGreaterThanOrEqual(25)
  await bob.page.reload()
  await b.expectLive()
  await b.expectPerson(bob.username, 'on break')
})
