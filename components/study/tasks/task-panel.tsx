'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useStore } from '@/components/ui/store'
import { unsavedMark } from '@/components/ui/typed-text'
import { formatDuration } from '@/lib/format'
import { useDesk, useTasks } from '../desk/desk-context'
import { newTaskFieldId } from '../desk/use-shortcuts'
import { OpenTasks } from './open-tasks'
import { TaskItem } from './task-item'
import { noteTypedTasks, takeTypedTasks } from './typed-tasks'

/** Today in numbers, and what there is to do. */
export function TaskPanel() {
  const today = useStore(useDesk().today)
  const tasks = useTasks()
  const open = tasks.filter((task) => !task.isDone)
  const done = tasks.filter((task) => task.isDone)
  return (
    <Panel
      as="aside"
      aria-label="Tasks"
      className="fades-when-quiet flex flex-col gap-4 self-start lg:sticky lg:top-(--page-top) lg:max-h-(--page-height)"
    >
      <Numbers />
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-xl text-ink">Tasks</h2>
        {open.length > 0 ? <p className="text-sm text-ink-faint">{open.length} open</p> : null}
      </div>
      <NewTask />
      <div className="relative -mx-2 min-h-0 flex-1 overflow-y-auto px-2">
        {open.length > 0 ? (
          <OpenTasks tasks={open} today={today} />
        ) : (
          <p className="py-3 text-ink-soft">
            {done.length > 0 ? 'All done. Well earned.' : 'What would you like to get done? One small thing is enough.'}
          </p>
        )}
        {done.length > 0 ? (
          <details className="mt-3">
            <summary className="min-h-11 py-2.5 text-sm font-medium text-ink-soft">Done lately ({done.length})</summary>
            <ul className="grid grid-cols-1 gap-1">
              {done.map((task) => (
                <TaskItem key={task.id} task={task} today={today} isActive={false} />
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Panel>
  )
}

function Numbers() {
  const { todayMinutes, streakDays, level } = useStore(useDesk().numbers)
  return (
    <dl className="glass-raised grid grid-cols-3 gap-2 rounded-lg p-3 text-center" aria-label="Your numbers">
      {[
        ['Today', formatDuration(todayMinutes, 'long')],
        ['Streak', streakDays === 1 ? '1 day' : `${streakDays} days`],
        ['Level', String(level)],
      ].map(([term, value]) => (
        <div key={term} className="grid">
          <dt className="text-xs text-ink-faint">{term}</dt>
          <dd className="font-medium text-ink tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function NewTask() {
  const { tasks } = useDesk()
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  /** Names that could not be kept while the next one was being typed already. */
  const [waiting, setWaiting] = useState<readonly string[]>([])
  const latest = useRef(name)
  latest.current = name
  useEffect(() => {
    const [first, ...others] = takeTypedTasks()
    if (first === undefined) return
    setName(first)
    setWaiting(others)
  }, [])
  useEffect(() => noteTypedTasks([name, ...waiting].filter((typed) => typed.trim() !== '')), [name, waiting])

  async function add(wanted: string) {
    if (await tasks.add(wanted)) return
    // What was typed comes back: into the field, or beside it when something else stands there by now.
    if (latest.current === '') setName(wanted)
    else setWaiting((names) => [...names.filter((each) => each !== wanted), wanted])
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const wanted = name.trim()
    if (!wanted) return setError('Give the task a name.')
    setError(undefined)
    setName('')
    void add(wanted)
  }

  return (
    <form onSubmit={submit} className="grid gap-2">
      <div className="flex items-start gap-2">
        <TextField
          id={newTaskFieldId}
          label="New task"
          isLabelHidden
          placeholder="Add a task"
          autoComplete="off"
          enterKeyHint="done"
          value={name}
          error={error}
          onChange={(event) => {
            setName(event.target.value)
            setError(undefined)
          }}
          className="flex-1"
        />
        <Button type="submit" variant="secondary">
          Add
        </Button>
      </div>
      {waiting.map((unsaved) => (
        <div key={unsaved} {...unsavedMark} className="flex items-center gap-2 text-sm text-ink-soft">
          <p className="min-w-0 flex-1 truncate">
            Not saved: <bdi>{unsaved}</bdi>
          </p>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Add ${unsaved} again`}
            onClick={() => {
              setWaiting((names) => names.filter((each) => each !== unsaved))
              void add(unsaved)
            }}
          >
            Try again
          </Button>
        </div>
      ))}
    </form>
  )
}
