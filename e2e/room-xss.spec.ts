/** Hostile words in every place where people write and others read. Policy violations and errors fail by the fixture. */
import { expect, type Page, test } from './fixtures'
import { openRoom, RoomPage } from './pages/room-page'

/** After the cheat sheets (OWASP filter evasion, PortSwigger): one of each way in. */
const corpus = [
  '<script>window.__hit = 1</script>',
  '"><script src=https://evil.example/x.js></script>',
  '<img src=x onerror="window.__hit=1">',
  '<svg/onload=window.__hit=1>',
  '<svg><animate onbegin=window.__hit=1 attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.__hit=1</script>"></iframe>',
  '<details open ontoggle=window.__hit=1>',
  '<math><mi//xlink:href="data:x,<script>window.__hit=1</script>">',
  '<a href="javascript:window.__hit=1">press</a>',
  'javascript:window.__hit=1',
  'JaVaScRiPt://example.org/%0awindow.__hit=1',
  'data:text/html,<script>window.__hit=1</script>',
  '[press](javascript:window.__hit=1)',
  '![x](https://evil.example/x.png)',
  '<https://example.org/a"onmouseover=window.__hit=1>',
  'https://example.org/"onclick="window.__hit=1',
  'https://bank.example@evil.example/',
  '&lt;script&gt;window.__hit=1&lt;/script&gt;',
  '&#60;img src=x onerror=window.__hit=1&#62;',
  '{{constructor.constructor("window.__hit=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the attacker hopes that somebody fills it in
  '${window.__hit=1} #{1} <%= 1 %>',
  '</textarea></title></style><script>window.__hit=1</script>',
  '\\u003cscript\\u003ewindow.__hit=1',
  '<style>@import "https://evil.example/x.css"</style>',
  '__proto__ constructor $& $1',
]

/** Characters that turn round what others read: they are taken out, the rest stays. */
const turned = { sent: 'invoice\u202egpj.exe \u2066hidden\u2069', kept: 'invoicegpj.exe hidden' }

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => '__hit' in window)).toBe(false)
  const outside = await page
    .locator('main a[href]')
    .evaluateAll((links) =>
      links.map((link) => (link as HTMLAnchorElement).protocol).filter((scheme) => !/^(https?|mailto):$/.test(scheme)),
    )
  expect(outside).toEqual([])
  await expect(page.locator('main :is(script, iframe, style, math, animate)')).toHaveCount(0)
  await expect(page.locator('[src*="evil.example"]')).toHaveCount(0)
}

test('hostile messages are words on every screen: live, after a reload, quoted and in the bell', async ({
  signedIn,
  testApi,
}) => {
  test.setTimeout(120_000)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const dialogs: string[] = []
  for (const { page } of [ada, bob]) page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)

  const said = [...corpus, `@${bob.username} <img src=x onerror=window.__hit=1>`]
  await a.say(turned.sent)
  for (const [at, line] of said.entries()) {
    await a.say(line)
    // Below the number of messages a person may send in ten seconds, and in order.
    await expect(ada.page.getByRole('log').locator('[data-seq]')).toHaveCount(at + 2)
  }
  const lines = [turned.kept, ...said]
  await a.expectLines(lines)
  await b.expectLines(lines)
  for (const { page } of [a, b]) await expectHarmless(page)
  await expect(b.message('example.org/a').getByRole('link')).toHaveAttribute('href', 'https://example.org/a')

  await b.openMenu('<svg/onload')
  await bob.page.getByRole('menuitem', { name: 'Reply' }).click()
  await b.say('why?')
  await expect(ada.page.getByText('In reply to').locator('..')).toContainText('<svg/onload=window.__hit=1>')
  await bob.page.reload()
  await b.expectLines([...lines, 'why?'])
  for (const { page } of [a, b]) await expectHarmless(page)
  expect(dialogs).toEqual([])
})

test('hostile names and descriptions are words in the list, in the preview, inside, in the settings and the title', async ({
  signedIn,
  testApi,
}) => {
  test.setTimeout(120_000)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const dialogs: string[] = []
  for (const { page } of [ada, bob]) page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const mark = Date.now().toString(36)
  const rooms: { name: string; description: string; code: string }[] = []
  for (const [at, payload] of corpus.entries()) {
    // The shortest wish for a name leaves a hostile end out; what is cut off stands in the description.
    const [name, description] = [payload.slice(0, 60), `${mark} ${payload}`]
    // Nobody sits in more than three rooms; two of them bob sees from the inside.
    const host = at < 2 ? bob : await testApi.person()
    rooms.push({ name, description, ...(await testApi.room(host, { name, description })) })
  }
  for (const number of [1, 2, 3]) {
    await bob.page.goto(`/rooms?q=${mark}&page=${number}`)
    await expect(bob.page.getByText(`${rooms.length} rooms found`)).toBeAttached()
    await expectHarmless(bob.page)
  }
  for (const { name, code } of rooms.slice(0, 4)) {
    await bob.page.goto(`/rooms/${code}`)
    await expect(bob.page.getByRole('heading', { name, exact: true })).toBeVisible()
    await expectHarmless(bob.page)
  }
  const plain = await testApi.room(ada, { name: turned.sent, description: turned.sent }, [bob])
  await ada.page.goto(`/rooms/${plain.code}`)
  await bob.page.goto(`/rooms/${plain.code}`)
  await expect(bob.page.getByRole('heading', { name: turned.kept, exact: true })).toBeVisible()
  await new RoomPage(ada.page).expectPerson(bob.username, 'here')

  // A name that is changed while somebody looks on.
  await ada.page.getByRole('button', { name: 'Room settings' }).click()
  const wanted = '<img src=x onerror=window.__hit=1>'
  await ada.page.getByLabel('Room name').fill(wanted)
  await ada.page.getByRole('button', { name: 'Save changes' }).click()
  await expect(bob.page.getByRole('heading', { name: wanted, exact: true })).toBeVisible()
  for (const { page } of [ada, bob]) {
    await page.goto('/dashboard')
    await expect(page.getByText(wanted).first()).toBeVisible()
    await expectHarmless(page)
  }
  expect(dialogs).toEqual([])
})
