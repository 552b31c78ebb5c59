import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sample } from '@/lib/testing/sample'
import { createDrafts } from './tutor-drafts'
import { createFakePage, createFakeStorage, createFakeTutor, settled } from './tutor-server.fixture'
import type { Question } from './tutor-state'
import { createTutorStore } from './tutor-store'

const moves = [
  'ask',
  'again',
  'edit',
  'stop',
  'new',
  'back',
  'clear',
  'accept',
  'say',
  'end',
  'fail',
  'lose',
  'offline',
  'online',
  'frame',
  'pass',
  'return',
  'event',
  'reload',
] as const

type Move = (typeof moves)[number]

const question = (message: string): Question => ({
  kind: 'new',
  message,
  intent: 'ask',
  attempt: '',
  taskId: null,
  taskName: null,
  photo: null,
})

/** A tab, its server and its page, and what each move does with them. */
function createWorld() {
  const tutor = createFakeTutor()
  const page = createFakePage()
  const storage = createFakeStorage()
  const open = (opening = tutor.opening()) => {
    const store = createTutorStore(opening, {
      server: tutor.server,
      timing: page.timing,
      drafts: createDrafts('ada', () => storage),
    })
    store.start()
    return store
  }
  let store = open()
  let words = 0
  const last = (role: 'student' | 'tutor') =>
    store.get().messages.findLast((message) => message.role === role)?.id ?? ''
  const acts: Record<Move, () => unknown> = {
    ask: () => store.ask(question(`question ${++words}`)),
    again: () => store.tryAgain(last('tutor')),
    edit: () => store.askInstead(last('student'), `changed ${++words}`),
    stop: () => store.stop(),
    new: () => store.open(null),
    back: () => store.open([...tutor.conversations.keys()][0] ?? null),
    clear: () => store.clear().catch(() => {}),
    accept: () => tutor.accept(),
    say: () => tutor.say(`word${++words} `),
    end: () => tutor.end(),
    fail: () => tutor.end('failed'),
    lose: () => tutor.writing[0]?.stream.push('lost'),
    offline: () => (tutor.flags.isOnline = false),
    online: () => (tutor.flags.isOnline = true),
    frame: page.frame,
    pass: () => page.pass(),
    return: () => store.check(),
    event: () => store.hear({ conversationId: store.get().conversationId ?? 'c1' }),
    reload: async () => {
      const { conversationId } = store.get()
      store.close()
      const conversation = conversationId ? await tutor.server.conversation(conversationId).catch(() => null) : null
      store = open({ ...tutor.opening(), conversation })
    },
  }
  /** The network is back, the server has answered all there is, and time has passed. */
  async function rest() {
    tutor.flags.isOnline = true
    for (let turn = 0; turn < 30; turn++) {
      tutor.accept()
      if (turn > 4) while (tutor.writing.length > 0) tutor.end()
      page.frame()
      page.pass(30_000)
      await settled()
    }
  }
  return { tutor, acts, rest, state: () => store.get(), event: () => store.reload() }
}

test('no order of asking, stopping, turning away, clearing and losing leaves the tutor stuck, or says a thing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...moves), { maxLength: 25 }), async (path) => {
      const world = createWorld()
      for (const move of path) {
        void world.acts[move]()
        await settled()
        const ids = world.state().messages.map(({ id }) => id)
        expect(new Set(ids).size, move).toBe(ids.length)
      }
      await world.rest()
      const { run, conversationId, messages } = world.state()
      expect(run).toBeNull()
      expect(messages.filter((message) => message.role === 'tutor' && message.status === 'streaming')).toEqual([])
      // What the tab shows is what the server has, once it has asked.
      world.event()
      await settled()
      const kept = conversationId ? world.tutor.conversations.get(conversationId)?.messages : []
      expect(world.state().messages.map(({ body }) => body)).toEqual(kept?.map(({ body }) => body))
    }),
    { numRuns: sample(300, 5_000) },
  )
})

test('before it asks anew, a tab shows every word of an answer once', async () => {
  const answers = fc.array(fc.constantFrom<Move>('say', 'frame', 'pass', 'lose', 'offline', 'online', 'return'), {
    maxLength: 25,
  })
  await fc.assert(
    fc.asyncProperty(answers, async (path) => {
      const world = createWorld()
      for (const move of ['ask', 'accept', ...path] as Move[]) {
        void world.acts[move]()
        await settled()
      }
      await world.rest()
      const [saved] = world.tutor.conversations.values()
      expect(world.state().messages).toEqual(saved?.messages)
    }),
    { numRuns: sample(200, 2_000) },
  )
})
