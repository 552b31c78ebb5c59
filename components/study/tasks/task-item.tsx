'use client'

import { ArrowDown, ArrowUp, CalendarDays, Ellipsis, Flag, NotebookPen, Pencil, Target, Trash2 } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { count } from '@/lib/format'
import type { Task } from '@/lib/study/tasks/rules'
import { useDesk } from '../desk/desk-context'
import { dueText } from './due-text'
import { TaskEditor } from './task-editor'

type Neighbours = { up: { afterId: string | null } | null; down: { afterId: string | null } | null }

/** One task: tick it, pick it to work on, and everything else in its menu. */
export function TaskItem({
  task,
  today,
  isActive,
  grip,
  neighbours,
  itemRef,
  className,
}: {
  task: Task
  today: string
  isActive: boolean
  grip?: ReactNode
  neighbours?: Neighbours
  itemRef?: Ref<HTMLLIElement>
  className?: string
}) {
  const { tasks } = useDesk()
  const [isEditing, setEditing] = useState(false)
  return (
    <li
      ref={itemRef}
      data-task={task.id}
      className={cn(
        'relative flex items-center gap-1.5 rounded-md py-0.5 pr-1 pl-2 transition-colors hover:bg-wash',
        isActive && 'bg-accent-soft hover:bg-accent-soft',
        className,
      )}
    >
      {grip}
      <Tick task={task} onTick={(isDone) => void tasks.complete(task.id, isDone)} />
      <div className="relative min-w-0 flex-1 px-1.5 py-1.5">
        {/* Its press area is the whole middle of the row; its name is only the task's. */}
        <button
          type="button"
          dir="auto"
          disabled={task.isDone}
          aria-pressed={task.isDone ? undefined : isActive}
          title={task.isDone ? undefined : isActive ? 'Stop working on this' : 'Work on this'}
          onClick={() => void tasks.pick(isActive ? null : task.id)}
          className={cn(
            'block min-h-8 w-full text-start text-base wrap-anywhere text-ink after:absolute after:inset-0 after:rounded-sm',
            task.isDone && 'text-ink-faint line-through',
          )}
        >
          {task.name}
        </button>
        <Details task={task} today={today} isActive={isActive} />
      </div>
      <TaskMenu task={task} isActive={isActive} neighbours={neighbours} onEdit={() => setEditing(true)} />
      <TaskEditor task={task} isOpen={isEditing} onOpenChange={setEditing} />
    </li>
  )
}

function Tick({ task, onTick }: { task: Task; onTick: (isDone: boolean) => void }) {
  return (
    <span className="touch-target relative grid size-5.5 shrink-0 place-items-center">
      <input
        type="checkbox"
        aria-label={`${task.name}: done`}
        checked={task.isDone}
        onChange={(event) => onTick(event.target.checked)}
        className="peer absolute z-1 size-5.5 cursor-pointer appearance-none rounded-full border border-line bg-field checked:border-accent checked:bg-accent"
      />
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        fill="none"
        className="pointer-events-none absolute z-2 size-4 text-on-accent opacity-0 peer-checked:opacity-100"
      >
        <path d="m3.5 8.5 3 3 6-7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  )
}

/** The quiet line under the name; absent when there is nothing to say. */
function Details({ task, today, isActive }: { task: Task; today: string; isActive: boolean }) {
  const due = task.dueDay ? dueText(task.dueDay, today) : null
  const hasPomodoros = task.estimatePomodoros !== null || task.actualPomodoros > 0
  if (!due && !hasPomodoros && !isActive && task.priority === 'normal' && !task.notes) return null
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft [&_svg]:size-3.5">
      {isActive ? (
        <span className="inline-flex items-center gap-1 font-medium text-ink">
          <Target aria-hidden="true" strokeWidth={1.75} className="text-accent" />
          Working on this
        </span>
      ) : null}
      {task.priority === 'high' ? (
        <Badge tone="warning">
          <Flag aria-hidden="true" strokeWidth={1.75} />
          High
        </Badge>
      ) : null}
      {task.priority === 'low' ? <Badge>Low</Badge> : null}
      {due ? (
        <span className={cn('inline-flex items-center gap-1', due.isLate && !task.isDone && 'text-danger')}>
          <CalendarDays aria-hidden="true" strokeWidth={1.75} />
          {due.isLate && !task.isDone ? `Was due ${due.words}` : due.words}
        </span>
      ) : null}
      {hasPomodoros ? <span className="tabular-nums">{pomodoroText(task)}</span> : null}
      {task.notes ? <NotebookPen role="img" aria-label="Has notes" strokeWidth={1.75} /> : null}
    </p>
  )
}

/** `2 of 3 pomodoros`, `1 pomodoro`. */
function pomodoroText({ actualPomodoros, estimatePomodoros }: Task): string {
  if (estimatePomodoros !== null) return `${actualPomodoros} of ${count(estimatePomodoros, 'pomodoro')}`
  return count(actualPomodoros, 'pomodoro')
}

function TaskMenu({
  task,
  isActive,
  neighbours,
  onEdit,
}: {
  task: Task
  isActive: boolean
  neighbours: Neighbours | undefined
  onEdit: () => void
}) {
  const { tasks } = useDesk()
  const { up, down } = neighbours ?? { up: null, down: null }

  async function remove() {
    if (!(await tasks.remove(task.id))) return
    toast({
      title: 'Task deleted',
      description: task.name,
      action: { label: 'Undo', onPress: () => void tasks.restore(task) },
    })
  }

  return (
    <Menu>
      <MenuTrigger
        render={<Button variant="ghost" size="icon" aria-label={`More for ${task.name}`} className="size-9" />}
      >
        <Ellipsis aria-hidden="true" strokeWidth={1.75} />
      </MenuTrigger>
      <MenuContent>
        <MenuItem onClick={onEdit}>
          <Pencil aria-hidden="true" strokeWidth={1.75} />
          Edit
        </MenuItem>
        {task.isDone ? null : (
          <MenuItem onClick={() => void tasks.pick(isActive ? null : task.id)}>
            <Target aria-hidden="true" strokeWidth={1.75} />
            {isActive ? 'Stop working on this' : 'Work on this'}
          </MenuItem>
        )}
        {up ? (
          <MenuItem onClick={() => void tasks.move(task.id, up.afterId)}>
            <ArrowUp aria-hidden="true" strokeWidth={1.75} />
            Move up
          </MenuItem>
        ) : null}
        {down ? (
          <MenuItem onClick={() => void tasks.move(task.id, down.afterId)}>
            <ArrowDown aria-hidden="true" strokeWidth={1.75} />
            Move down
          </MenuItem>
        ) : null}
        <MenuSeparator />
        <MenuItem tone="danger" onClick={() => void remove()}>
          <Trash2 aria-hidden="true" strokeWidth={1.75} />
          Delete
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
