import { expect, test } from 'vitest'
import { settled } from './tutor-server.fixture'
import { asked, openTab, question } from './tutor-tab.fixture'

test('in another conversation nothing of the first one appears, and on the way back it has gone on', async () => {
  const { tutor, page, store, bodies, phase } = await asked()
  tutor.say('A')
  await store.open(null)
  expect([bodies(), phase()]).toEqual([[], 'idle'])
  tutor.say('B')
  await settled()
  page.frame()
  expect(bodies()).toEqual([])
  await store.open('c1')
  await settled()
  expect([bodies(), phase()]).toEqual([['Why?', 'AB'], 'streaming'])
  tutor.end()
  page.pass()
  await settled()
  expect(phase()).toBe('idle')
})

test('a conversation that comes after one has turned to another is not shown', async () => {
  const { store, bodies } = await asked()
  await store.open(null)
  void store.open('c1')
  void store.open(null)
  await settled()
  expect(bodies()).toEqual([])
})

test('a question that is on its way when one turns to another conversation leaves no draft behind', async () => {
  const { tutor, store, bodies } = openTab()
  store.write({ text: 'Why?' })
  void store.ask(question('Why?'))
  await settled()
  await store.open(null)
  expect(store.get().draft.text).toBe('Why?')
  tutor.accept()
  await settled()
  expect([store.get().draft.text, bodies(), store.get().conversations.length]).toEqual(['', [], 1])
})

test('a changed question takes all after it along; another answer takes the place of the last', async () => {
  const { tutor, store, bodies } = await asked('One?')
  tutor.say('First.')
  tutor.end()
  await settled()
  const [first, answer] = store.get().messages
  store.tryAgain(answer?.id ?? '')
  await settled()
  tutor.accept()
  await settled()
  expect(bodies()).toEqual(['One?', ''])
  tutor.say('Better.')
  tutor.end()
  await settled()
  expect(bodies()).toEqual(['One?', 'Better.'])
  const edited = store.askInstead(first?.id ?? '', 'Two?')
  await settled()
  tutor.accept()
  expect(await edited).toBeNull()
  expect(bodies()).toEqual(['Two?', ''])
})

test('a photo goes along again while this tab has it; otherwise the words come back to the box', async () => {
  const { tutor, store } = openTab()
  const photo = { blob: new Blob(['x']), name: 'work.jpg' }
  store.setPhoto(photo)
  void store.ask(question('Is this right?', { photo }))
  await settled()
  tutor.accept()
  tutor.end('failed')
  await settled()
  expect(store.get().photo).toBeNull()
  const failed = store.get().messages[1]?.id ?? ''
  store.tryAgain(failed)
  await settled()
  expect(tutor.waiting[0]?.sent.question).toMatchObject({ kind: 'edit', photo })
  tutor.accept()
  tutor.end('failed')
  await settled()

  const conversation = await tutor.server.conversation('c1')
  const reloaded = openTab(tutor, { ...tutor.opening(), conversation }).store
  reloaded.tryAgain(reloaded.get().messages[1]?.id ?? '')
  expect([reloaded.get().draft.text, reloaded.get().notice?.message]).toEqual([
    'Is this right?',
    'Add the photo again: it was not kept.',
  ])
})

test('what one person wrote survives a reload, and is not there for the next person', () => {
  const tab = openTab()
  tab.store.write({ text: 'Mine', attempt: 'x = 2', isTrying: true })
  const reloaded = openTab(tab.tutor, tab.tutor.opening(), tab.storage)
  expect(reloaded.store.get().draft).toMatchObject({ text: 'Mine', attempt: 'x = 2', isTrying: true })
  const other = openTab(tab.tutor, tab.tutor.opening(), tab.storage, 'bob')
  expect(other.store.get().draft.text).toBe('')
  expect(openTab(tab.tutor, tab.tutor.opening(), tab.storage).store.get().draft.text).toBe('')
})

test('another screen asks, clears and deletes: this one follows', async () => {
  const here = await asked()
  here.tutor.say('So.')
  here.tutor.end()
  await settled()
  const there = openTab(here.tutor, {
    ...here.tutor.opening(),
    conversation: await here.tutor.server.conversation('c1'),
  })
  void there.store.ask(question('More?'))
  await settled()
  here.tutor.accept()
  await settled()
  here.store.hear({ conversationId: 'c1' })
  await settled()
  expect([here.bodies(), here.phase()]).toEqual([['Why?', 'So.', 'More?', ''], 'streaming'])
  await there.store.clear()
  here.page.pass()
  await settled()
  expect([here.bodies(), here.phase(), there.bodies(), there.phase()]).toEqual([[], 'idle', [], 'idle'])
  here.store.hear({ conversationId: 'c1', isGone: true })
  expect([here.store.get().conversationId, here.store.get().notice?.message]).toEqual([
    null,
    'This conversation was deleted.',
  ])
})

test('a page that comes back asks for an answer whose stream has been still', async () => {
  const { tutor, page, store, bodies } = await asked()
  page.pass(1_000)
  store.check()
  tutor.say('A')
  await settled()
  expect(tutor.calls.some((call) => call.startsWith('poll'))).toBe(false)
  page.pass(10_000)
  const [saved] = tutor.writing
  if (saved) saved.answer.body += 'B'
  store.check()
  await settled()
  expect(bodies()[1]).toBe('AB')
})
