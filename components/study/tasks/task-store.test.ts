import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { describe, expect, test, vi } from 'vitest'
import { newVersion } from '@/components/actions/failures'
import type { ActionResult } from '@/lib/form-state'
import type { Task } from '@/lib/study/tasks/rules'
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

type Answer = 'ok' | 'refuse' | 'offline' | 'updated'

/** A store over three tasks whose server does what it is told, until `answers` (the last one repeats) say otherwise. */
function world(...answers: Answer[]) {
  const added: string[] = []
  const reply = async <Data>(data: Data): Promise<ActionResult<Data>> => {
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'ok'
    if (answer === 'offline') throw new TypeError('Failed to fetch')
    if (answer === 'updated') throw new UnrecognizedActionError()
    return answer === 'ok' ? { ok: true, data } : { ok: false, code: 'not-found', message: 'Gone.', fields: {} }
  }
  const known = (id: string) => store.get().find((each) => each.id === id) ?? task('?', 'z')
  const server: TaskServer = {
    add: ({ id, name }) => {
      added.push(id)
      return reply({ ...task(name, 'a9'), id })
    },
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
  return { store, added, onFailure, onTimer, names: () => store.get().map((each) => each.name) }
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

describe.each(['refuse', 'offline', 'updated'] as const)(
  'when the server says %s, everything goes back and it is said',
  (answer) => {
    test.each([
      ['add', (store) => store.add('d')],
      ['complete', (store) => store.complete('id-a', true)],
      ['remove', (store) => store.remove('id-b')],
      ['move', (store) => store.move('id-c', null)],
      ['pick', (store) => store.pick('id-c')],
    ] satisfies [string, (store: ReturnType<typeof world>['store']) => Promise<unknown>][])(
      '%s',
      async (kind, change) => {
        const { store, onFailure } = world(answer)
        const before = store.get()
        await change(store)
        expect(store.get()).toEqual(before)
        expect(onFailure).toHaveBeenCalledTimes(1)
        expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ ok: false }), kind)
      },
    )
  },
)

test.each(['refuse', 'offline', 'updated'] as const)(
  'an edit that failed (%s) goes back, and is for the sheet to say',
  async (answer) => {
    const { store, onFailure } = world(answer)
    const before = store.get()
    const result = await store.edit({ ...task('A', 'a0'), id: 'id-a', notes: '' })
    expect(result.ok).toBe(false)
    expect(store.get()).toEqual(before)
    expect(onFailure).not.toHaveBeenCalled()
  },
)

test('a server that was updated is told from one that is away', async () => {
  const { store, onFailure } = world('updated', 'updated', 'offline')
  const before = store.get()
  expect(await store.add('d')).toBe(false)
  expect(onFailure).toHaveBeenLastCalledWith(expect.objectContaining({ message: newVersion, isStale: true }), 'add')
  expect(await store.edit({ ...task('A', 'a0'), id: 'id-a' })).toMatchObject({ message: newVersion, isStale: true })
  expect(store.get()).toEqual(before)
  await store.add('d')
  expect(onFailure).toHaveBeenLastCalledWith(expect.objectContaining({ isOffline: true }), 'add')
})

test('a list that a change from here has crossed on its way wipes nothing out', async () => {
  const { store, names } = world()
  const askedBefore = store.revision()
  const adding = store.add('d')
  expect(store.replace([], askedBefore)).toBe(false)
  const askedMeanwhile = store.revision()
  expect(store.replace([], askedMeanwhile)).toBe(false)
  await adding
  expect(store.replace([], askedMeanwhile)).toBe(false)
  expect(names()).toContain('d')
  expect(store.replace([], store.revision())).toBe(true)
  expect(names()).toEqual([])
})

test('a name that was not added is the same task when it is added again: the first try may have arrived', async () => {
  const { store, names, added } = world('offline', 'ok')
  expect(await store.add('d')).toBe(false)
  expect(await store.add('d')).toBe(true)
  expect(await store.add('d')).toBe(true)
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'd'])
  expect(added[1]).toBe(added[0])
  expect(added[2]).not.toBe(added[0])
})
