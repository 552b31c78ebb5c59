'use client'

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { GripVertical } from 'lucide-react'
import { useCallback, useLayoutEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { activeTaskOf, type Task } from '@/lib/study/tasks/rules'
import { useDesk } from '../desk/desk-context'
import { TaskItem } from './task-item'

/** The open tasks in their order. Dragged by the grip, or lifted with Space and carried with the arrow keys. */
export function OpenTasks({ tasks, today }: { tasks: readonly Task[]; today: string }) {
  const store = useDesk().tasks
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = tasks.map((task) => task.id)
  const active = activeTaskOf(tasks)

  function onDragEnd({ active: moved, over }: DragEndEvent) {
    if (!over || over.id === moved.id) return
    const from = ids.indexOf(String(moved.id))
    const to = ids.indexOf(String(over.id))
    const others = ids.filter((id) => id !== moved.id)
    if (from >= 0 && to >= 0) void store.move(String(moved.id), others[to - 1] ?? null)
  }

  return (
    <DndContext
      id="tasks"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{ announcements: announcementsFor(tasks), screenReaderInstructions }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className="grid grid-cols-1 gap-1">
          {tasks.map((task, index) => (
            <SortableTask
              key={task.id}
              task={task}
              today={today}
              isActive={task.id === active?.id}
              neighbours={{
                up: index > 0 ? { afterId: ids[index - 2] ?? null } : null,
                down: index < ids.length - 1 ? { afterId: ids[index + 1] ?? null } : null,
              }}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}

type ItemProps = Parameters<typeof TaskItem>[0]

function SortableTask(props: ItemProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: props.task.id,
  })
  const elementRef = useRef<HTMLLIElement>(null)
  const itemRef = useCallback(
    (element: HTMLLIElement | null) => {
      elementRef.current = element
      setNodeRef(element)
    },
    [setNodeRef],
  )
  // Through the object model: the page's security policy allows no style attributes.
  useLayoutEffect(() => {
    if (!elementRef.current) return
    elementRef.current.style.transform = transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : ''
    elementRef.current.style.transition = transition ?? ''
  }, [transform, transition])
  return (
    <TaskItem
      {...props}
      itemRef={itemRef}
      className={cn(isDragging && 'z-10 bg-solid shadow-float')}
      grip={
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={`Move ${props.task.name}`}
          className="touch-target -ml-1 grid h-11 w-6 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-ink-faint active:cursor-grabbing"
        >
          <GripVertical aria-hidden="true" strokeWidth={1.75} className="size-4.5" />
        </button>
      }
    />
  )
}

const screenReaderInstructions = {
  draggable: 'Press Space to pick up the task, the arrow keys to move it, Space to drop it, Escape to cancel.',
}

function announcementsFor(tasks: readonly Task[]): Announcements {
  const name = (id: UniqueIdentifier) => tasks.find((task) => task.id === id)?.name ?? 'The task'
  const place = (id: UniqueIdentifier) => `${tasks.findIndex((task) => task.id === id) + 1} of ${tasks.length}`
  return {
    onDragStart: ({ active }) => `${name(active.id)} picked up, at ${place(active.id)}.`,
    onDragOver: ({ active, over }) => (over ? `${name(active.id)} is now at ${place(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) => (over ? `${name(active.id)} dropped at ${place(over.id)}.` : undefined),
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  }
}
