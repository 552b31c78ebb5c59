/** A form that is on its way: what is typed until its answer comes is not typed over by the answer. */
import { expect, type Page, test } from './fixtures'

/** Holds the page's next call of a server action; answers how to let it go on. */
async function holdNextAction(page: Page): Promise<{ arrived: Promise<void>; letGo: () => void }> {
  let arrive = () => {}
  let letGo = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(
    '**/profile/edit',
    async (route) => {
      if (!route.request().headers()['next-action']) return route.fallback()
      arrive()
      await held
      return route.fallback()
    },
    { times: 1 },
  )
  return { arrived, letGo: () => letGo() }
}

test('what is typed between "Save" and its answer stays in the form, and what was saved is saved', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  await page.goto('/profile/edit')
  const bio = page.getByLabel('Bio')
  await bio.fill('as sent')
  const call = await holdNextAction(page)
  await page.getByRole('button', { name: 'Save profile' }).click()
  await call.arrived
  await bio.pressSequentially(', and more')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  call.letGo()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(bio).toHaveValue('as sent, and more')
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  await bio.pressSequentially('!')
  await expect(bio).toHaveValue('as sent, and more!')
  await page.reload()
  await expect(bio).toHaveValue('as sent')
})

test('also when the answer is a refusal', async ({ signedIn, problems }) => {
  problems.allow(/Failed to load resource/)
  const { page } = await signedIn()
  await page.goto('/profile/edit')
  const bio = page.getByLabel('Bio')
  await bio.fill('as sent')
  const call = await holdNextAction(page)
  await page.getByRole('button', { name: 'Save profile' }).click()
  await call.arrived
  await bio.pressSequentially(', and more')
  await page.context().setOffline(true)
  call.letGo()
  await expect(page.getByText('We can’t reach VirtualCafe right now.')).toBeVisible()
  await expect(bio).toHaveValue('as sent, and more')
  await page.context().setOffline(false)
})
