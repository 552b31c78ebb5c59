/** What several people or processes do in the same moment, settled by the database; on both of them in every run. */
import { expect, test } from './fixtures'

test('fifty cron calls at once delete every expired room once and write it down once', async ({
  testApi,
  stack,
  cleanUpTurn: _,
}) => {
  const callCron = () =>
    fetch(`${stack.url}/api/cron/rooms`, { headers: { authorization: `Bearer ${stack.env.CRON_SECRET}` } })
  await callCron()
  const codes: string[] = []
  // A host each: nobody sits in more than three rooms.
  const hosts = await Promise.all(Array.from({ length: 12 }, () => testApi.person()))
  for (const host of hosts) codes.push((await testApi.room(host)).code)
  const since = new Date().toISOString()
  for (const [at, code] of codes.entries()) await testApi.expireRoom(code, hosts.slice(at, at + 1))
  const replies = await Promise.all(Array.from({ length: 50 }, callCron))
  expect(replies.map(({ status }) => status)).toEqual(Array(50).fill(200))
  expect(await Promise.all(codes.map((code) => testApi.roomRow(code)))).toEqual(codes.map(() => null))
  expect(await testApi.roomsDeletedSince(since)).toBe(codes.length)
})

test('two people press for the last seat at once: one has it, the other is told that the room is full', async ({
  signedIn,
  testApi,
}) => {
  const host = await testApi.person()
  const { code } = await testApi.room(host, { maxMembers: 2 })
  const guests = [await signedIn(), await signedIn()]
  for (const { page } of guests) await page.goto(`/rooms/${code}`)
  await Promise.all(guests.map(({ page }) => page.getByRole('button', { name: 'Join room' }).click()))
  const isIn = async ({ page }: (typeof guests)[number]) =>
    await page.getByRole('button', { name: 'Leave room' }).isVisible()
  await expect.poll(async () => (await Promise.all(guests.map(isIn))).filter(Boolean)).toEqual([true])
  const [first] = guests
  const late = first && (await isIn(first)) ? guests[1] : first
  if (!late) throw new Error('two guests were asked')
  await expect(late.page.getByRole('alert').filter({ hasText: 'Room full' })).toBeVisible()
  expect(await testApi.roomRow(code)).toMatchObject({ activeMembers: 2 })
})
