import { expect, type Page, test } from './fixtures'
import { openRoom, RoomPage } from './pages/room-page'

type Key = { key: string; keyCode: number; isComposing?: boolean } | 'compositionend'

/** Keys as browsers report them while an input method has a word under way, on whatever has the focus. */
const press = (page: Page, keys: readonly Key[]) =>
  page.evaluate((list) => {
    // Made before any is heard: they are of one moment, however long the page takes over each.
    const events = list.map((key) =>
      key === 'compositionend'
        ? new CompositionEvent('compositionend', { bubbles: true, data: '日本' })
        : new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key }),
    )
    for (const event of events) document.activeElement?.dispatchEvent(event)
  }, keys)

/** Safari reports the Enter that picks a word after the word has ended, with the key code of input methods. */
const safariEnter = ['compositionend', { key: 'Enter', keyCode: 229, isComposing: false }] as const
const composing = (key: string) => [{ key, keyCode: 229, isComposing: true }] as const
const unmarked = (key: string) => ['compositionend', { key, keyCode: key === 'Enter' ? 13 : 27 }] as const

test('a key that belongs to an input method sends nothing, closes nothing, picks nothing', async ({
  signedIn,
  testApi,
}) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { page } = ada
  const { code } = await testApi.room(ada, {}, [bob])
  await testApi.say(code, ada, ['mine'])
  const room = new RoomPage(page)
  await page.goto(`/rooms/${code}`)
  await room.expectLive()
  const box = page.getByLabel('Message', { exact: true })
  const words = page.getByRole('log').getByText('日本')

  for (const keys of [unmarked('Enter'), safariEnter, composing('Enter')]) {
    await box.fill('日本')
    await press(page, keys)
    await expect(box).toHaveValue('日本')
  }
  await expect(words).toHaveCount(0)

  await room.openMenu('mine')
  await page.getByRole('menuitem', { name: 'Reply' }).click()
  const reply = page.getByRole('button', { name: 'Cancel reply' })
  for (const keys of [unmarked('Escape'), composing('Escape')]) {
    await box.focus()
    await press(page, keys)
    await expect(reply).toBeVisible()
  }
  await box.press('Escape')
  await expect(reply).toHaveCount(0)

  const list = page.getByRole('listbox', { name: 'People to mention' })
  await box.fill('')
  await box.pressSequentially('请@')
  await expect(list).toBeVisible()
  for (const keys of [unmarked('Enter'), safariEnter, composing('Escape'), composing('ArrowDown')]) {
    await press(page, keys)
    await expect(list).toBeVisible()
    await expect(box).toHaveValue('请@')
  }
  await box.press('Enter')
  await expect(box).toHaveValue(`请@${bob.username} `)

  await room.openMenu('mine')
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByLabel('Edit message')
  await edit.fill('mine にほん')
  for (const keys of [unmarked('Escape'), composing('Escape'), unmarked('Enter'), safariEnter, composing('Enter')]) {
    await edit.focus()
    await press(page, keys)
    await expect(edit).toHaveValue('mine にほん')
  }
  await edit.press('Escape')
  await expect(edit).toHaveCount(0)
  await room.expectLines(['mine'])

  await page.getByRole('button', { name: 'Room settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Room settings' })
  for (const keys of [unmarked('Escape'), composing('Escape'), [{ key: 'Escape', keyCode: 229 }]]) {
    await settings.getByLabel('Room name').focus()
    await press(page, keys)
    await expect(settings).toBeVisible()
  }
  await settings.getByLabel('Room name').press('Escape')
  await expect(settings).toHaveCount(0)
})

test('where an input method has had its Enter already, the next one sends', async ({ signedIn, testApi }) => {
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  const [room] = await openRoom(code, ada)
  await ada.page.getByLabel('Message', { exact: true }).fill('안녕')
  // Chromium with a Korean keyboard: one press, reported twice.
  await press(ada.page, [...composing('Enter'), ...unmarked('Enter')])
  await room.expectLines(['안녕'])
})

test('new words of a message stay in their box until they are saved, whatever the reason', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/)
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [a, b] = await openRoom(code, ada, bob)
  await b.say('old words')
  await a.expectLines(['old words'])
  const { page } = bob
  const edit = page.getByLabel('Edit message')
  const reason = page.getByRole('alert').filter({ visible: true })
  const open = async (words: string) => {
    await b.openMenu(words)
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await expect(edit).toBeFocused()
  }

  await open('old words')
  await edit.fill('x'.repeat(2_100))
  await expect(page.getByText('100 characters too many')).toBeVisible()
  await edit.press('Enter')
  await expect(edit).toHaveValue('x'.repeat(2_100))
  await edit.fill('x'.repeat(1_990))
  await expect(page.getByText('10 characters left')).toBeVisible()

  await edit.fill('new words')
  await bob.context.setOffline(true)
  await edit.press('Enter')
  await expect(reason.filter({ hasText: 'can’t reach VirtualCafe' })).toBeVisible()
  await expect(edit).toHaveValue('new words')
  await bob.context.setOffline(false)
  await b.expectLive()
  await edit.press('Enter')
  await expect(edit).toHaveCount(0)
  await expect(a.message('new words')).toBeVisible()

  // The draft of an edit survives a reload, as that of a message does.
  await open('new words')
  await edit.fill('newer words')
  await page.reload()
  await expect(edit).toHaveValue('newer words')
  await b.expectLive()

  await a.doWith(bob.username, 'Mute in chat')
  await expect(page.getByText('The host has muted you for now. You can still read along.')).toBeVisible()
  await edit.press('Enter')
  await expect(reason.filter({ hasText: 'The host has muted you for now.' })).toBeVisible()
  await expect(edit).toHaveValue('newer words')
  await a.doWith(bob.username, 'Let them write again')
  await expect(page.getByLabel('Message', { exact: true })).toBeVisible()

  await testApi.ageMessages(code, 16 * 60_000)
  await edit.press('Enter')
  await expect(reason.filter({ hasText: '15 minutes' })).toBeVisible()
  await expect(edit).toHaveValue('newer words')

  await a.openMenu('new words')
  await ada.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(b.message('Message deleted')).toBeVisible()
  await expect(edit).toHaveValue('newer words')
  await edit.press('Enter')
  await expect(reason.filter({ hasText: 'deleted' })).toBeVisible()
  await expect(edit).toHaveValue('newer words')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(edit).toHaveCount(0)
  await page.reload()
  await b.expectLive()
  await expect(edit).toHaveCount(0)
})

test('an answer begun survives a reload with what it answers', async ({ signedIn, testApi }) => {
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  await testApi.say(code, ada, ['a question'])
  const [room] = await openRoom(code, ada)
  await room.openMenu('a question')
  await ada.page.getByRole('menuitem', { name: 'Reply' }).click()
  await ada.page.getByLabel('Message', { exact: true }).pressSequentially('half an')
  await ada.page.reload()
  await expect(ada.page.getByLabel('Message', { exact: true })).toHaveValue('half an')
  await expect(ada.page.getByText(`Replying to ${ada.username}`)).toBeVisible()
  await ada.page.getByLabel('Message', { exact: true }).press('Enter')
  await room.expectLines(['a question', 'half an'])
  await expect(ada.page.getByText('In reply to')).toBeAttached()
})

test('a message that was refused can be taken back into the box', async ({ signedIn, testApi, problems }) => {
  problems.allow(/Failed to load resource/)
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  const [room] = await openRoom(code, ada)
  await ada.page.route('**/api/rooms/*/messages', (route) =>
    route.fulfill({ status: 409, json: { error: { code: 'conflict', message: 'Not now.', fields: {} } } }),
  )
  await room.say('kept words')
  await expect(ada.page.getByText('Not sent. Not now.')).toBeVisible()
  await ada.page.unroute('**/api/rooms/*/messages')
  await ada.page.getByRole('button', { name: 'Edit', exact: true }).click()
  const box = ada.page.getByLabel('Message', { exact: true })
  await expect(box).toHaveValue('kept words')
  await expect(box).toBeFocused()
  await expect(ada.page.locator('[data-pending]')).toHaveCount(0)
  await box.press('Enter')
  await room.expectLines(['kept words'])
})

const caret = (page: Page, from: number, to = from) =>
  page.evaluate(
    ([start, end]) => (document.activeElement as HTMLTextAreaElement).setSelectionRange(start ?? 0, end ?? 0),
    [from, to],
  )

test('emoji and names go in at the caret, over a selection, and can be undone', async ({ signedIn, testApi }) => {
  const [ada, bob] = [await signedIn(), await signedIn()]
  const { page } = ada
  const { code } = await testApi.room(ada, {}, [bob])
  await testApi.say(code, ada, ['mine'])
  const room = new RoomPage(page)
  await page.goto(`/rooms/${code}`)
  await room.expectLive()
  const box = page.getByLabel('Message', { exact: true })
  const pick = async (button = 'Emoji') => {
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await page.getByRole('button', { name: 'thumbs up' }).click()
  }

  await box.pressSequentially('Hello world')
  await caret(page, 5)
  await pick()
  await expect(box).toHaveValue('Hello👍 world')
  await expect(box).toBeFocused()
  await page.keyboard.type('!')
  await expect(box).toHaveValue('Hello👍! world')
  await caret(page, 9, 14)
  await pick()
  await expect(box).toHaveValue('Hello👍! 👍')
  await page.keyboard.press('Control+z')
  await expect(box).toHaveValue('Hello👍! world')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(box).toHaveValue('Hello world')
  await page.keyboard.press('Control+Shift+z')
  await expect(box).toHaveValue('Hello👍 world')

  await box.fill('')
  await box.pressSequentially('ask now')
  await caret(page, 4)
  await page.keyboard.type(`@${bob.username.slice(0, -1)}`)
  await page.getByRole('listbox', { name: 'People to mention' }).getByRole('option').click()
  await expect(box).toHaveValue(`ask @${bob.username} now`)
  await page.keyboard.type('right ')
  await expect(box).toHaveValue(`ask @${bob.username} right now`)
  for (let presses = 0; presses < 12; presses++) await page.keyboard.press('Control+z')
  await expect(box).not.toHaveValue(new RegExp(`@${bob.username} `))
  await box.fill('')

  await room.openMenu('mine')
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByLabel('Edit message')
  await expect(edit).toBeFocused()
  await caret(page, 0)
  await pick('Emoji for this message')
  await expect(edit).toHaveValue('👍mine')
  await page.keyboard.type(`@${bob.username.slice(0, -1)}`)
  await page.keyboard.press('Enter')
  await expect(edit).toHaveValue(`👍@${bob.username} mine`)
  await page.keyboard.press('Control+z')
  await expect(edit).toHaveValue(`👍@${bob.username.slice(0, -1)}mine`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(edit).toHaveCount(0)
})

test('without edits by code an emoji still arrives at the caret, and is sent', async ({ signedIn, testApi }) => {
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  const room = new RoomPage(ada.page)
  await ada.page.addInitScript(() => {
    document.execCommand = () => false
  })
  await ada.page.goto(`/rooms/${code}`)
  await room.expectLive()
  const box = ada.page.getByLabel('Message', { exact: true })
  await box.pressSequentially('Hello world')
  await caret(ada.page, 5)
  await ada.page.getByRole('button', { name: 'Emoji', exact: true }).click()
  await ada.page.getByRole('button', { name: 'thumbs up' }).click()
  await expect(box).toHaveValue('Hello👍 world')
  await ada.page.keyboard.type('!')
  await box.press('Enter')
  await room.expectLines(['Hello👍! world'])
})

test('on a phone Enter makes a line and the button sends', async ({ signedIn, testApi }) => {
  const ada = await signedIn({}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = ada
  const { code } = await testApi.room(ada, {})
  await page.goto(`/rooms/${code}`)
  await expect(page.getByRole('log')).toBeAttached()
  const box = page.getByLabel('Message', { exact: true })
  await expect(box).toHaveAttribute('enterkeyhint', 'enter')
  await box.pressSequentially('one')
  await box.press('Enter')
  await box.pressSequentially('two')
  await expect(box).toHaveValue('one\ntwo')
  await page.getByRole('button', { name: 'Send' }).tap()
  await new RoomPage(page).expectLines(['one\ntwo'])

  await page.getByRole('button', { name: 'More about this message' }).tap()
  await page.getByRole('menuitem', { name: 'Edit' }).tap()
  const edit = page.getByLabel('Edit message')
  await expect(edit).toHaveAttribute('enterkeyhint', 'enter')
  await edit.press('End')
  await edit.press('Control+End')
  await edit.press('Enter')
  await edit.pressSequentially('three')
  await page.getByRole('button', { name: 'Save' }).tap()
  await new RoomPage(page).expectLines([/one\ntwo\nthree/])
})

test('at a desk Enter sends, and says so to keyboards on screen', async ({ signedIn, testApi }) => {
  const ada = await signedIn()
  const { code } = await testApi.room(ada, {})
  await ada.page.goto(`/rooms/${code}`)
  await expect(ada.page.getByLabel('Message', { exact: true })).toHaveAttribute('enterkeyhint', 'send')
})

test('words that were never sent stay their writer’s: whoever logs in next in the tab neither sends nor sees them', async ({
  signedIn,
  testApi,
  problems,
}) => {
  problems.allow(/ERR_FAILED|Failed to fetch/)
  const [ada, bob] = [await signedIn(), await testApi.person()]
  const { code } = await testApi.room(ada, {}, [bob])
  const [room] = await openRoom(code, ada)
  const { page, context } = ada
  const isPost = (url: URL) => url.pathname.endsWith('/messages')
  await page.route(isPost, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()))
  await room.say('for ada alone')
  await expect(page.getByText('Sending')).toBeVisible()
  await page.getByRole('textbox', { name: 'Message' }).fill('half a thought')

  // The session ends, and somebody else logs in where it was.
  await page.goto('/')
  await page.unroute(isPost)
  await context.clearCookies()
  await context.addCookies([{ ...bob.cookie, url: new URL(page.url()).origin }])
  await page.goto(`/rooms/${code}`)
  await room.expectLive()
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('')
  await room.say('hello')
  await room.expectLines(['hello'])
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/for ada alone|half a thought/)
})
