/** The task list in one tab: changes show at once, and go back, with a word, when the server refused or was away. */
import { v7 } from 'uuid'
import { type Failure, failureOf } from '@/components/actions/failures'
import { createStore, type Store } from '@/components/ui/store'
import type { ActionResult } from '@/lib/form-state'
import type { TimerState } from '@/lib/study/session/queries'
import { activeTaskOf, byPosition, positionAtEnd, positionsAfterMove, type Task } from '@/lib/study/tasks/rules'
import type { EditTaskInput } from '@/lib/study/tasks/schemas'

export type TaskServer = {
  add(input: { id: string; name: string }): Promise<ActionResult<Task>>
  edit(input: EditTaskInput): Promise<ActionResult<Task>>
  complete(input: { id: string; isDone: boolean }): Promise<ActionResult<Task>>
  remove(input: { id: string }): Promise<ActionResult<undefined>>
  restore(input: { id: string }): Promise<ActionResult<Task>>
  move(input: { id: string; afterId: string | null }): Promise<ActionResult<Record<string, string>>>
  pick(input: { id: string | null }): Promise<ActionResult<TimerState>>
}

export type TaskStore = Pick<Store<readonly Task[]>, 'get' | 'subscribe'> & {
  /** Grows whenever a change sets out from here or is answered. */
  revision(): number
  /** The server's list, asked for at `revision`; refused (false) when a change of our own has crossed it on its way. */
  replace(tasks: readonly Task[], revision: number): boolean
  add(name: string): Promise<boolean>
  /** What went wrong is for the sheet to say, beside what was typed. */
  edit(input: EditTaskInput): Promise<ActionResult<Task | undefined>>
  complete(id: string, isDone: boolean): Promise<boolean>
  /** Answers true when it is gone; `restore` undoes it. */
  remove(id: string): Promise<boolean>
  restore(task: Task): Promise<boolean>
  move(id: string, afterId: string | null): Promise<boolean>
  pick(id: string | null): Promise<boolean>
  countPomodoros(taskId: string, actualPomodoros: number): void
}

export type TaskChange = 'add' | 'edit' | 'complete' | 'remove' | 'restore' | 'move' | 'pick'

type Hooks = {
  /** What to tell the person when a change was taken back. An edit is told in its own sheet. */
  onFailure: (failure: Failure, change: Exclude<TaskChange, 'edit'>) => void
  /** The session under way may have been linked to another task. */
  onTimer: (timer: TimerState) => void
  onChanged: () => void
}

/** Another tab or device deleted it meanwhile. */
const gone: Failure = { ok: false, code: 'not-found', message: 'This task was deleted meanwhile.', fields: {} }

/** Open tasks in their order, then the finished ones. */
const inOrder = (tasks: readonly Task[]): readonly Task[] => [
  ...tasks.filter((task) => !task.isDone).sort(byPosition),
  ...tasks.filter((task) => task.isDone),
]

export function createTaskStore(initial: readonly Task[], server: TaskServer, hooks: Hooks): TaskStore {
  const store = createStore<readonly Task[]>(inOrder(initial))
  let underWay = 0
  let revision = 0
  /** Names that could not be added, with their ids: the same name again is the same task, whatever was lost. */
  const notAdded = new Map<string, string>()

  const find = (id: string) => store.get().find((task) => task.id === id)
  const put = (task: Task) => store.set(inOrder([task, ...store.get().filter(({ id }) => id !== task.id)]))
  const drop = (id: string) => store.set(store.get().filter((task) => task.id !== id))
  const patch = (id: string, change: Partial<Task>) => {
    const task = find(id)
    if (task) put({ ...task, ...change })
  }

  /** Shows `apply` at once, sends, and undoes when that failed. */
  async function attempt<Data>(
    kind: TaskChange,
    apply: () => void,
    undo: () => void,
    send: () => Promise<ActionResult<Data>>,
  ): Promise<ActionResult<Data>> {
    apply()
    underWay++
    revision++
    const result = await send().catch(failureOf)
    underWay--
    revision++
    if (result.ok) {
      hooks.onChanged()
      return result
    }
    undo()
    if (kind !== 'edit') hooks.onFailure(result, kind)
    return result
  }

  /** A change of one task: undone by putting the task back as it was. */
  async function change(
    kind: TaskChange,
    id: string,
    apply: () => void,
    send: () => Promise<ActionResult<Task | undefined>>,
  ) {
    const before = find(id)
    if (!before) return gone
    const result = await attempt(kind, apply, () => put(before), send)
    if (result.ok && result.data) put({ ...result.data, position: find(id)?.position ?? result.data.position })
    return result
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    revision: () => revision,
    replace(tasks, askedAt) {
      if (underWay > 0 || askedAt !== revision) return false
      store.set(inOrder(tasks))
      return true
    },
    async add(name) {
      const id = notAdded.get(name) ?? v7()
      notAdded.set(name, id)
      const position = positionAtEnd(store.get().filter((task) => !task.isDone))
      const result = await attempt(
        'add',
        () => put({ ...blank, id, name, position }),
        () => drop(id),
        () => server.add({ id, name }),
      )
      if (!result.ok) return false
      notAdded.delete(name)
      put(result.data)
      return true
    },
    async edit(input) {
      return change(
        'edit',
        input.id,
        () => patch(input.id, input),
        () => server.edit(input),
      )
    },
    async complete(id, isDone) {
      const apply = () => patch(id, { isDone, ...(isDone && { activatedAtMs: null }) })
      return (await change('complete', id, apply, () => server.complete({ id, isDone }))).ok
    },
    async remove(id) {
      const result = await change(
        'remove',
        id,
        () => drop(id),
        () => server.remove({ id }),
      )
      return result.ok
    },
    async restore(task) {
      const result = await attempt(
        'restore',
        () => put(task),
        () => drop(task.id),
        () => server.restore({ id: task.id }),
      )
      return result.ok
    },
    async move(id, afterId) {
      const before = store.get()
      const positions = positionsAfterMove(
        before.filter((task) => !task.isDone),
        id,
        afterId,
      )
      const place = (keys: Iterable<[string, string]>) => {
        const byId = new Map(keys)
        store.set(inOrder(store.get().map((task) => ({ ...task, position: byId.get(task.id) ?? task.position }))))
      }
      const result = await attempt(
        'move',
        () => place(positions),
        () => place(before.map((task) => [task.id, task.position])),
        () => server.move({ id, afterId }),
      )
      if (result.ok) place(Object.entries(result.data))
      return result.ok
    },
    async pick(id) {
      const before = activeTaskOf(store.get())
      const show = (activeId: string | null) =>
        store.set(
          store
            .get()
            .map((task) => ({ ...task, activatedAtMs: task.id === activeId ? Number.MAX_SAFE_INTEGER : null })),
        )
      const result = await attempt(
        'pick',
        () => show(id),
        () => show(before?.id ?? null),
        () => server.pick({ id }),
      )
      if (result.ok) hooks.onTimer(result.data)
      return result.ok
    },
    countPomodoros: (taskId, actualPomodoros) => patch(taskId, { actualPomodoros }),
  }
}

const blank: Omit<Task, 'id' | 'name' | 'position'> = {
  notes: '',
  priority: 'normal',
  dueDay: null,
  estimatePomodoros: null,
  actualPomodoros: 0,
  activatedAtMs: null,
  isDone: false,
}
