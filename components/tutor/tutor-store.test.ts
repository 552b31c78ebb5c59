import { expect, test } from 'vitest'
import { settled } from './tutor-server.fixture'
import { asked, openTab, question } from './tutor-tab.fixture'

test('a question is sent, saved, answered in pieces, and ends', async () => {
  const { tutor, page, store, bodies, phase } = openTab()
  store.write({ text: 'Why?' })
  const outcome = store.ask(question('Why?'))
  await settled()
  expect([phase(), store.get().draft.text]).toEqual(['sending', 'Why?'])
  tutor.accept()
  expect(await outcome).toBeNull()
  expect([phase(), store.get().draft.text, store.get().conversationId]).toEqual(['streaming', '', 'c1'])
  tutor.say('Because ')
  tutor.say('it is.')
  await settled()
  expect(bodies()).toEqual(['Why?', ''])
  expect(page.frames).toHaveLength(1)
  page.frame()
  expect(bodies()).toEqual(['Why?', 'Because it is.'])
  tutor.end()
  await settled()
  expect([phase(), store.get().finished?.body]).toEqual(['idle', 'Because it is.'])
  expect(store.get().conversations).toHaveLength(1)
  await store.open(null)
  expect(store.get().draft.text).toBe('')
})

test('refused, the question stays in the box with the reason; a reply that was lost is asked for with the same id', async () => {
  const { tutor, store, phase } = openTab()
  store.write({ text: 'Why?' })
  tutor.flags.isOnline = false
  expect(await store.ask(question('Why?'))).toMatchObject({ isOffline: true })
  expect([phase(), store.get().draft.text, store.get().messages]).toEqual(['idle', 'Why?', []])
  expect(store.get().notice?.message).toContain('can’t reach')
  tutor.flags.isOnline = true
  for (const words of ['Why?', 'Why?', 'Why not?']) {
    void store.ask(question(words))
    await settled()
    tutor.waiting.pop()?.push('lost')
    await settled()
  }
  const [first, second, third] = tutor.calls.filter((call) => call.startsWith('ask'))
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('asked again after a lost reply, a question that the server had stands there once', async () => {
  const { tutor, store, bodies } = openTab()
  void store.ask(question('Why?'))
  await settled()
  const [lost] = tutor.waiting
  tutor.accept()
  // The answer is written, but this tab hears nothing of it.
  lost?.push('lost')
  tutor.say('So.')
  await settled()
  expect(bodies()).toEqual(['Why?', 'So.'])
})

test('a stream that is lost is followed by asking, from what is there, and ends like any other', async () => {
  const { tutor, page, store, bodies, phase } = await asked()
  tutor.say('One ')
  await settled()
  page.frame()
  tutor.writing[0]?.stream.push('lost')
  await settled()
  expect(phase()).toBe('streaming')
  tutor.flags.isOnline = false
  page.pass()
  await settled()
  tutor.say('two ')
  tutor.flags.isOnline = true
  page.pass()
  await settled()
  expect(bodies()).toEqual(['Why?', 'One two '])
  tutor.say('three')
  tutor.end()
  page.pass()
  await settled()
  expect([bodies()[1], phase(), store.get().finished?.status]).toEqual(['One two three', 'idle', 'done'])
  expect(page.isPausing()).toBe(false)
})

test('a reload finds an answer that is being written and goes on with it', async () => {
  const { tutor } = await asked()
  tutor.say('Half ')
  const conversation = await tutor.server.conversation('c1')
  const { page, bodies, phase } = openTab(tutor, { ...tutor.opening(), conversation })
  await settled()
  expect([bodies()[1], phase()]).toEqual(['Half ', 'streaming'])
  tutor.say('and whole.')
  tutor.end()
  page.pass()
  await settled()
  expect([bodies()[1], phase()]).toEqual(['Half and whole.', 'idle'])
})

test('Stop keeps what came, and nothing that comes late', async () => {
  const { tutor, page, store, bodies, phase } = await asked()
  tutor.say('Kept.')
  await settled()
  const stop = store.stop()
  expect(phase()).toBe('stopping')
  tutor.say(' Late.')
  await settled()
  page.frame()
  expect([bodies()[1], phase(), store.get().messages[1]]).toEqual([
    'Kept.',
    'idle',
    expect.objectContaining({ status: 'stopped' }),
  ])
  page.pass()
  await stop
})

test('asking right after Stop works, though the server needs a moment', async () => {
  const { tutor, page, store, bodies, phase } = await asked('One?')
  tutor.say('First.')
  await settled()
  void store.stop()
  await settled()
  void store.ask(question('Two?'))
  await settled()
  tutor.accept()
  await settled()
  expect([phase(), tutor.calls.at(-1)]).toEqual(['sending', 'refused conflict'])
  tutor.end('stopped')
  page.pass()
  await settled()
  tutor.accept()
  await settled()
  tutor.say('Second.')
  tutor.end()
  await settled()
  page.pass()
  await settled()
  expect([bodies(), phase()]).toEqual([['One?', 'First.', 'Two?', 'Second.'], 'idle'])
})

test('a Stop that could not be sent lets the answer go on', async () => {
  const { tutor, page, store, bodies, phase } = await asked()
  tutor.flags.isStopRefused = true
  let arrive = () => {}
  tutor.flags.stopArrives = new Promise((resolve) => {
    arrive = resolve
  })
  tutor.say('On ')
  await settled()
  const stop = store.stop()
  tutor.say('and on.')
  await settled()
  page.frame()
  expect([bodies()[1], phase()]).toEqual(['On ', 'stopping'])
  arrive()
  await stop
  expect([bodies()[1], phase()]).toEqual(['On and on.', 'streaming'])
  expect(store.get().notice?.message).toBe('The answer goes on. Not now.')
})

test('Stop before the server has the question waits for it', async () => {
  const { tutor, store, phase } = openTab()
  void store.ask(question('Why?'))
  await settled()
  await store.stop()
  expect(phase()).toBe('stopping')
  tutor.accept()
  await settled()
  expect(tutor.calls.filter((call) => call.startsWith('stop'))).toHaveLength(1)
  expect(phase()).toBe('idle')
})
