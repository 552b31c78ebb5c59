import { expect, test } from './fixtures'

test('the landing page opens and leads to the sign-up', async ({ page }) => {
  const reply = await page.goto('/')
  expect(reply?.status()).toBe(200)
  await page
    .getByRole('link', { name: /sign up/i })
    .first()
    .click()
  await expect(page).toHaveURL(/\/signup$/)
})

test('every part is well', async ({ request }) => {
  const reply = await request.get('/api/health')
  expect(reply.status()).toBe(200)
  expect(await reply.json()).toMatchObject({ status: 'ok', database: 'ok', realtime: 'ok', socket: 'ok' })
})
