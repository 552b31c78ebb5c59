import { expect, expectNoAxeViolations, test } from './fixtures'
import { openRoom, RoomPage } from './pages/room-page'
import { SettingsPage } from './pages/settings-page'

test('typing, reply, reaction, edit, delete, mention, link; hostile words stay words', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, { name: '<img src=x onerror=alert(1)>' }, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await expect(ada.page.getByRole('heading', { name: '<img src=x onerror=alert(1)>' })).toBeVisible()

  await ada.page.getByLabel('Message', { exact: true }).pressSequentially('Hm')
  await expect(bob.page.getByText(`${ada.username} is writing`)).toBeVisible()
  await ada.page.getByLabel('Message', { exact: true }).press('Enter')
  await b.expectLines(['Hm'])
  await expect(bob.page.getByText(`${ada.username} is writing`)).toHaveCount(0)

  await b.openMenu('Hm')
  await bob.page.getByRole('menuitem', { name: 'Reply' }).click()
  await b.say(`@${ada.username} see https://example.org/x <script>alert(1)</script> javascript:alert(1)`)
  const answer = a.message('see https://example.org/x')
  await expect(answer).toContainText('<script>alert(1)</script> javascript:alert(1)')
  await expect(answer.getByRole('link')).toHaveAttribute('href', 'https://example.org/x')
  await expect(answer.getByRole('link')).toHaveAttribute('rel', 'nofollow noopener noreferrer')
  await expect(answer.getByRole('link')).toHaveCount(1)
  await expect(ada.page.getByText('In reply to')).toBeAttached()

  await a.message('see https').hover()
  await a.message('see https').locator('xpath=..').getByRole('button', { name: 'React' }).click()
  await ada.page.getByRole('button', { name: 'thumbs up' }).click()
  await expect(bob.page.getByRole('button', { name: `👍 1, by ${ada.username}` })).toBeVisible()
  await bob.page.getByRole('button', { name: `👍 1, by ${ada.username}` }).click()
  await expect(ada.page.getByRole('button', { name: /👍 2/ })).toBeVisible()

  await a.openMenu('Hm')
  await ada.page.getByRole('menuitem', { name: 'Edit' }).click()
  await ada.page.getByLabel('Edit message').fill('Hmm, yes')
  await ada.page.getByLabel('Edit message').press('Enter')
  await expect(b.message('Hmm, yes')).toContainText('edited')

  await b.openMenu('Hmm, yes')
  await expect(bob.page.getByRole('menu')).toBeVisible()
  await a.openMenu('Hmm, yes')
  await ada.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(b.message('Message deleted')).toBeVisible()
  await expect(bob.page.getByRole('menu')).toHaveCount(0)
  await expect(b.message('Hmm, yes')).toHaveCount(0)
})

test('that somebody is writing is told from their first key on, on a page that was opened a moment ago', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  // Time since the page was opened, a minute late: as if no key could come later than its first moments.
  await ada.context.addInitScript(() => {
    const sinceOpened = performance.now.bind(performance)
    performance.now = () => sinceOpened() - 60_000
  })
  await openRoom(code, ada, bob)
  await ada.page.getByLabel('Message', { exact: true }).press('H')
  await expect(bob.page.getByText(`${ada.username} is writing`)).toBeVisible()
})

test('offline: words wait, survive a reload of the draft, and arrive once and in order', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)

  await ada.context.setOffline(true)
  await a.say('first')
  await a.say('second')
  await expect(ada.page.locator('[data-pending]')).toHaveCount(2)
  await b.say('meanwhile')
  await b.expectLines(['meanwhile'])
  await ada.context.setOffline(false)
  await b.expectLines(['meanwhile', 'first', 'second'])
  await a.expectLines(['meanwhile', 'first', 'second'])

  await ada.page.getByLabel('Message', { exact: true }).pressSequentially('half a thought')
  await ada.page.reload()
  await expect(ada.page.getByLabel('Message', { exact: true })).toHaveValue('half a thought')
})

test('who comes back sees where the new begins, and history comes by scrolling', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  await testApi.say(
    code,
    ada,
    Array.from({ length: 120 }, (_, n) => `line ${n + 1}`),
  )
  await bob.page.goto('/dashboard')
  await expect(bob.page.getByText('120 new')).toBeVisible()
  await bob.page.goto(`/rooms/${code}`)
  await expect(bob.page.getByText('120 new since you were last here')).toBeInViewport()
  const log = bob.page.getByRole('log').locator('[data-seq]')
  await expect(log.last()).not.toBeInViewport()
  await bob.page.getByRole('button', { name: '120 new messages' }).click()
  await expect(log.last()).toBeInViewport()
  await bob.page.getByRole('region', { name: 'Conversation' }).evaluate((box) => box.scrollTo(0, 0))
  await expect(log).toHaveCount(100)
})

test('unread are counted at their line and on the button down, and one lands at the line', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = [new RoomPage(ada.page), new RoomPage(bob.page)]
  await testApi.say(
    code,
    ada,
    Array.from({ length: 20 }, (_, n) => `old ${n + 1}`),
  )
  const read = bob.page.waitForResponse((answer) => answer.url().endsWith('/read'))
  await bob.page.goto(`/rooms/${code}`)
  await b.expectLive()
  await b.scrollTo('end')
  await read
  await bob.page.goto('/dashboard')
  await testApi.say(
    code,
    ada,
    Array.from({ length: 30 }, (_, n) => `new ${n + 1}`),
  )
  await bob.page.reload()
  await expect(bob.page.getByText('30 new')).toBeVisible()

  await bob.page.goto(`/rooms/${code}`)
  await b.expectLive()
  await expect(bob.page.getByText('30 new since you were last here')).toBeInViewport()
  await expect(b.message('old 20')).toBeInViewport()
  await expect(b.message('new 30')).not.toBeInViewport()
  const pill = bob.page.getByRole('button', { name: /new messages?$/ })
  await expect(pill).toHaveAccessibleName('30 new messages')
  await ada.page.goto(`/rooms/${code}`)
  await a.expectLive()
  await a.say('and one')
  await expect(pill).toHaveAccessibleName('31 new messages')
  await pill.click()
  await expect(b.message('and one')).toBeInViewport()
  await expect(pill).toHaveCount(0)

  await b.scrollTo('start')
  await a.say('another')
  await expect(pill).toHaveAccessibleName('1 new message')
})

test('offline is said at once, and what waits has a face and a name', async ({ signedIn, testApi, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/)
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  const [room] = await openRoom(code, ada)
  await ada.context.setOffline(true)
  // By what the browser knows: the connection itself finds out after half a minute only, when this has long failed.
  await expect(ada.page.getByText('Reconnecting')).toBeVisible()
  await room.say('waiting')
  const pending = ada.page.locator('[data-pending]')
  await expect(pending).toContainText(ada.username)
  await expect(pending.locator('img, svg[viewBox="0 0 64 64"]')).toBeVisible()
  await ada.context.setOffline(false)
  await room.expectLines(['waiting'])
  await expect(ada.page.getByText('Reconnecting')).toHaveCount(0)
})

test('what comes up on a phone does not lie on the box one writes in', async ({ signedIn, testApi }) => {
  const ada = await signedIn({}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const bob = await signedIn()
  const { code } = await testApi.room(bob, {}, [ada])
  for (const { page } of [ada, bob]) await page.goto(`/rooms/${code}`)
  await new RoomPage(bob.page).expectLive()
  await bob.page.getByRole('region', { name: 'Room timer' }).getByRole('button', { name: 'Start' }).click()
  const toast = ada.page.getByText(`${bob.username} started the timer`)
  await expect(toast).toBeVisible()
  const [over, box, send] = await Promise.all(
    [
      ada.page.getByRole('dialog').filter({ has: toast }),
      ada.page.getByLabel('Message', { exact: true }),
      ada.page.getByRole('button', { name: 'Send' }),
    ].map((locator) => locator.boundingBox()),
  )
  for (const under of [box, send]) expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0)
})

test('a name is offered while it is written, by keyboard and by mouse', async ({ signedIn, testApi }) => {
  const [ada, bob, cy] = [await signedIn(), await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob, cy])
  const [, b] = await openRoom(code, ada, bob)
  const box = ada.page.getByLabel('Message', { exact: true })
  const list = ada.page.getByRole('listbox', { name: 'People to mention' })
  const option = (name: string) => list.getByRole('option', { name })

  await box.pressSequentially('hi @')
  await expect(list.getByRole('option')).toHaveCount(2)
  await expect(list.getByRole('option', { name: ada.username })).toHaveCount(0)
  await expect(box).toHaveAttribute('aria-controls', (await list.getAttribute('id')) ?? '')
  await expect(option(bob.username)).toHaveAttribute('aria-selected', 'true')
  await expectNoAxeViolations(ada.page)
  await box.press('ArrowDown')
  await expect(option(cy.username)).toHaveAttribute('aria-selected', 'true')
  await expect(box).toHaveAttribute('aria-activedescendant', (await option(cy.username).getAttribute('id')) ?? '')
  await box.press('ArrowDown')
  await expect(option(bob.username)).toHaveAttribute('aria-selected', 'true')
  await box.press('Enter')
  await expect(list).toHaveCount(0)
  await expect(box).not.toHaveAttribute('aria-activedescendant')
  await expect(box).toHaveValue(`hi @${bob.username} `)
  await box.pressSequentially('there')
  await box.press('Enter')
  await b.expectLines([`hi @${bob.username} there`])

  await box.pressSequentially(`and @${cy.username.slice(0, -1)}`)
  await option(cy.username).click()
  await expect(box).toBeFocused()
  await expect(box).toHaveValue(`and @${cy.username} `)
  await box.press('Enter')
  await b.expectLines([`hi @${bob.username} there`, `and @${cy.username}`])

  await box.pressSequentially('or @')
  await expect(list).toBeVisible()
  await box.press('Escape')
  await expect(list).toHaveCount(0)
  await box.press('Enter')
  await b.expectLines([`hi @${bob.username} there`, `and @${cy.username}`, 'or @'])
})

test('a block hides two people from each other, and is lifted in the settings', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await b.say('before')
  await a.expectLines(['before'])
  await a.doWith(bob.username, 'Block')
  // What was said before is taken off the screen by a reload.
  const reloaded = ada.page.waitForEvent('load')
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click()
  await reloaded
  await a.expectNobody(bob.username)
  await a.expectLines([])

  const blocked = (await new SettingsPage(ada.page).open()).section('Blocked people')
  await expect(blocked.getByRole('listitem')).toHaveText([new RegExp(bob.username)])
  await expectNoAxeViolations(ada.page)
  const blockedByBob = (await new SettingsPage(bob.page).open()).section('Blocked people')
  await expect(blockedByBob.getByText('You haven’t blocked anyone.')).toBeVisible()
  await blocked.getByRole('button', { name: `Unblock ${bob.username}` }).click()
  await expect(blocked.getByText('You haven’t blocked anyone.')).toBeVisible()

  for (const { page } of [a, b]) await page.goto(`/rooms/${code}`)
  await a.expectPerson(bob.username, 'here')
  await a.expectLines(['before'])
})

test('on a phone every message in a row has its buttons under the thumb', async ({ signedIn, testApi }) => {
  const ada = await signedIn({}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { code } = await testApi.room(ada, {})
  await testApi.say(code, ada, ['one', 'two', 'three'])
  await ada.page.goto(`/rooms/${code}`)
  for (const at of [0, 1, 2]) {
    const react = ada.page.getByRole('button', { name: 'React' }).nth(at)
    await react.tap()
    await expect(ada.page.getByRole('button', { name: 'thumbs up' })).toBeVisible()
    await ada.page.keyboard.press('Escape')
    await expect(react).toBeFocused()
    const more = ada.page.getByRole('button', { name: 'More about this message' }).nth(at)
    await more.tap()
    await expect(ada.page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
    await ada.page.keyboard.press('Escape')
    await expect(more).toBeFocused()
  }
})
