/** The founding journey: two strangers sign up, find each other in a room, and talk. */
import { expect, type Person, test } from './fixtures'
import { AccountPages, type Newcomer, newcomer } from './pages/accounts'
import { RoomPage } from './pages/room-page'
import { unique } from './unique'

type Helpers = { newPerson: () => Promise<Person>; outbox: { linkTo(address: string): Promise<string> } }

async function signUpAndLogIn({ newPerson, outbox }: Helpers): Promise<Person & Newcomer> {
  const [person, words] = [await newPerson(), newcomer()]
  const { page } = person
  const pages = new AccountPages(page)
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign up' }).first().click()
  await pages.fillSignUp(words)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()

  await page.goto(await outbox.linkTo(words.email))
  await page.getByRole('button', { name: /verify/i }).click()
  await page.getByRole('link', { name: 'Log in' }).click()
  await pages.fillLogIn(words.username, words.password)
  await expect(page).toHaveURL('/dashboard')
  return { ...person, ...words }
}

test('two people sign up, meet in a room, and their words are still there after a reload', async ({
  newPerson,
  outbox,
}) => {
  const ada = await signUpAndLogIn({ newPerson, outbox })
  const bob = await signUpAndLogIn({ newPerson, outbox })

  const name = unique('Projections')
  await ada.page.goto('/rooms/new')
  await ada.page.getByLabel('Room name').fill(name)
  await ada.page.getByLabel('Description').fill('Chapter four')
  await ada.page.getByLabel('Max members').fill('4')
  await ada.page.getByRole('button', { name: 'Create room' }).click()
  await expect(ada.page.getByRole('heading', { name })).toBeVisible()
  const adaRoom = new RoomPage(ada.page)
  await adaRoom.expectLive()

  await bob.page.goto('/rooms')
  await bob.page.getByLabel('Search rooms').fill(name)
  await bob.page.getByRole('button', { name: 'Search', exact: true }).click()
  await bob.page.getByRole('article', { name }).getByRole('button', { name: 'Join room' }).click()
  const bobRoom = new RoomPage(bob.page)
  await bobRoom.expectLive()

  await adaRoom.expectPerson(bob.username, 'here')
  await bobRoom.expectPerson(ada.username, 'here')

  const lines = ['Which exercise are you on?', '4.12, the projections', 'Same here.\nShall we start?', 'Yes']
  for (const [at, line] of lines.entries()) {
    await (at % 2 === 0 ? adaRoom : bobRoom).say(line)
    await adaRoom.expectLines(lines.slice(0, at + 1))
    await bobRoom.expectLines(lines.slice(0, at + 1))
  }

  await ada.page.reload()
  await bob.page.reload()
  await adaRoom.expectLines(lines)
  await bobRoom.expectLines(lines)

  await bobRoom.leave()
  await expect(bob.page).toHaveURL('/dashboard')
  await adaRoom.expectNobody(bob.username)
})
