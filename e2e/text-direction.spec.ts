import { expect, type Page, test } from './fixtures'
import { RoomPage } from './pages/room-page'
import { studyClock } from './study-clock'

const { timeZone, today, at } = studyClock(new Date())

/** Every piece on the page that begins in Hebrew, in text and in boxes, whose own direction is not right to left. */
const wrongWay = (page: Page) =>
  page.evaluate(() => {
    const isHebrew = (text: string) => /^\P{L}*\p{Script=Hebrew}/u.test(text)
    const wrong: string[] = []
    const look = (element: Element, text: string) => {
      if (isHebrew(text) && getComputedStyle(element).direction !== 'rtl')
        wrong.push(`<${element.tagName.toLowerCase()} class="${element.className}"> ${text.trim().slice(0, 60)}`)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent && !parent.closest('script, style, [aria-live], .sr-only')) look(parent, node.textContent ?? '')
    }
    for (const box of document.querySelectorAll('textarea, input')) look(box, (box as HTMLInputElement).value)
    return wrong
  })

/** The page has this piece of Hebrew, and each that it has reads from right to left. */
async function expectRightToLeft(page: Page, words: string): Promise<void> {
  await expect(
    page
      .getByText(words)
      .or(page.locator(`input[value*="${words}"]`))
      .first(),
  ).toBeAttached()
  expect(await wrongWay(page), page.url()).toEqual([])
}

test('Hebrew reads from right to left wherever people write, and English from left to right', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/)
  const [ada, bob] = [await signedIn({ timeZone, visibility: 'public' }), await signedIn()]
  const { page } = ada
  const { code } = await testApi.room(ada, { name: 'חדר שקט!', description: 'לומדים יחד (בשקט).' }, [bob])
  await testApi.say(code, bob, ['שלום לכולם!', 'see you, שלום', 'תראו https://example.org/x'])
  await testApi.study(ada, [{ startedAt: at(0, '08:00'), minutes: 25, task: 'קריאה, פרק 2.', room: null }])
  await testApi.study(bob, [{ startedAt: at(0, '08:00'), minutes: 25 }])
  await testApi.plan(
    ada,
    { date: today, time: '23:50', minutes: '5', title: 'מבחן!', notes: 'להביא מחשבון (פשוט).' },
    false,
  )
  await testApi.describe(ada, 'סטודנטית למתמטיקה!\nBerlin')

  await page.goto(`/rooms/${code}`)
  const room = new RoomPage(page)
  await room.expectLive()
  await expect(room.message('שלום לכולם!')).toHaveCSS('direction', 'rtl')
  await expect(room.message('see you')).toHaveCSS('direction', 'ltr')
  await page.getByLabel('Message', { exact: true }).fill('מה שלומך?')
  await expect(page.getByLabel('Message', { exact: true })).toHaveCSS('direction', 'rtl')
  await room.openMenu('שלום לכולם!')
  await page.getByRole('menuitem', { name: 'Reply' }).click()
  await expectRightToLeft(page, 'חדר שקט!')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('In reply to')).toBeAttached()
  await room.openMenu('מה שלומך?')
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByLabel('Edit message')).toHaveCSS('direction', 'rtl')
  await expectRightToLeft(page, 'חדר שקט!')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await ada.context.setOffline(true)
  await room.say('מחכה!')
  await expect(page.locator('[data-pending]')).toBeVisible()
  await expectRightToLeft(page, 'מחכה!')
  await ada.context.setOffline(false)
  await expect(page.locator('[data-pending]')).toHaveCount(0)
  await page.getByRole('button', { name: 'Room settings' }).click()
  await page.getByRole('button', { name: 'Close room' }).click()
  await expectRightToLeft(page, 'חדר שקט!')

  for (const [path, words] of [
    ['/dashboard', 'מבחן!'],
    ['/rooms', 'לומדים יחד'],
    ['/planner', 'להביא'],
    ['/planner?view=month', 'מבחן!'],
    ['/study', 'קריאה'],
    ['/progress', 'קריאה'],
    ['/profile', 'סטודנטית'],
    ['/profile/edit', 'סטודנטית'],
  ] as const) {
    await page.goto(path)
    await expectRightToLeft(page, words)
  }

  await page.goto('/planner')
  await page.getByRole('button', { name: 'Change: מבחן!' }).click()
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveCSS('direction', 'rtl')
  await expectRightToLeft(page, 'להביא')
  await page.goto('/planner')
  await page.getByRole('button', { name: 'Delete: מבחן!' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await expectRightToLeft(page, 'מבחן!')

  await page.goto('/study')
  await page.getByRole('button', { name: 'קריאה, פרק 2.', exact: true }).click()
  await expect(page.getByText('Working on this')).toBeVisible()
  await expectRightToLeft(page, 'קריאה')
  await page.getByRole('button', { name: 'More for קריאה, פרק 2.' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveCSS('direction', 'rtl')
  await expectRightToLeft(page, 'קריאה')

  await bob.page.goto(`/u/${ada.username}`)
  await expectRightToLeft(bob.page, 'סטודנטית')
  await bob.page.goto('/rooms?q=%D7%97%D7%93%D7%A8')
  await expectRightToLeft(bob.page, 'חדר שקט!')
})

test('a name of a room in a sentence of ours does not turn the sentence round', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, { name: 'חדר שקט' })
  await bob.page.goto(`/join/${code}`)
  await expectRightToLeft(bob.page, 'חדר שקט')
  await expect(bob.page.getByRole('button', { name: 'Join room' })).toHaveCSS('direction', 'ltr')
})
