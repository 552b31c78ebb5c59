import { describe, expect, test, vi } from 'vitest'
import type { ActionResult } from '@/lib/form-state'
import type { Task } from '@/lib/study/task-list'
import { createTaskStore, type TaskServer } from './task-store'

const task = (name: string, position: string): Task => ({
  id: `id-${name}`,
  name,
  notes: '',
  priority: 'normal',
  dueDay: null,
  estimatePomodoros: null,
  actualPomodoros: 0,
  position,
  activatedAtMs: null,
  isDone: false,
})

/** A store over three tasks whose server does what it is told, until `answer` says otherwise. */
function world(answer: 'ok' | 'refuse' | 'offline' = 'ok') {
  const reply = async <Data>(data: Data): Promise<ActionResult<Data>> => {
    if (answer === 'offline') throw new TypeError('Failed to fetch')
    return answer === 'ok' ? { ok: true, data } : { ok: false, code: 'not-found', message: 'Gone.', fields: {} }
  }
  const known = (id: string) => store.get().find((each) => each.id === id) ?? task('?', 'z')
  const server: TaskServer = {
    add: ({ id, name }) => reply({ ...task(name, 'a9'), id }),
    edit: (input) => reply({ ...known(input.id), ...input }),
    complete: ({ id, isDone }) => reply({ ...known(id), isDone }),
    remove: () => reply(undefined),
    restore: ({ id }) => reply(known(id)),
    move: () => reply({}),
    pick: () => reply({ serverNowMs: 1, running: null, focusesDone: 0 }),
  }
  const onFailure = vi.fn()
  const onTimer = vi.fn()
  const initial = [task('a', 'a0'), task('b', 'a1'), task('c', 'a2')]
  const store = createTaskStore(initial, server, { onFailure, onTimer, onChanged: vi.fn() })
  return { store, onFailure, onTimer, names: () => store.get().map((each) => each.name) }
}

describe('what works shows at once and stays', () => {
  test('add, complete, delete and undo, reorder', async () => {
    const { store, names } = world()
    const adding = store.add('d')
    expect(names()).toEqual(['a', 'b', 'c', 'd'])
    await adding
    await store.complete('id-a', true)
    expect(names()).toEqual(['b', 'c', 'd', 'a'])
    const [b] = store.get()
    await store.remove('id-b')
    expect(names()).toEqual(['c', 'd', 'a'])
    if (b) await store.restore(b)
    expect(names()).toEqual(['b', 'c', 'd', 'a'])
    await store.move('id-b', 'id-c')
    expect(names()).toEqual(['c', 'b', 'd', 'a'])
  })

  test('picking one puts the other down and tells the timer', async () => {
    const { store, onTimer } = world()
    await store.pick('id-a')
    await store.pick('id-b')
    expect(
      store
        .get()
        .filter((each) => each.activatedAtMs !== null)
        .map((each) => each.name),
    ).toEqual(['b'])
    expect(onTimer).toHaveBeenCalledTimes(2)
  })
})

describe.each(['refuse', 'offline'] as const)(
  'when the server says %s, everything goes back and it is said',
  (answer) => {
    test.each([
      ['add', (store) => store.add('d')],
      ['complete', (store) => store.complete('id-a', true)],
      ['edit', (store) => store.edit({ ...task('A', 'a0'), id: 'id-a', notes: '' })],
      ['remove', (store) => store.remove('id-b')],
      ['move', (store) => store.move('id-c', null)],
      ['pick', (store) => store.pick('id-c')],
    ] satisfies [string, (store: ReturnType<typeof world>['store']) => Promise<unknown>][])('%s', async (_, change) => {
      const { store, onFailure } = world(answer)
      const before = store.get()
      await change(store)
      expect(store.get()).toEqual(before)
      expect(onFailure).toHaveBeenCalledTimes(1)
    })
  },
)

test('a fresh list does not wipe out a change that is still on its way', async () => {
  const { store, names } = world()
  const adding = store.add('d')
  store.replace([])
  expect(names()).toContain('d')
  await adding
  store.replace([])
  expect(names()).toEqual([])
})
