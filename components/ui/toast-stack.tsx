'use client'

import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { Kbd } from './kbd'
import { toastMark } from './popup-open'
import { type ToastInput, type ToastTone, toastQueue } from './toast'

const manager = Base.createToastManager<{ tone: ToastTone }>()

const icons: Record<ToastTone, [LucideIcon, string]> = {
  info: [Info, 'text-break'],
  success: [CircleCheck, 'text-success'],
  warning: [TriangleAlert, 'text-warning'],
  danger: [CircleAlert, 'text-danger'],
}

function show(id: string, { title, description, tone = 'info', action }: ToastInput) {
  manager.add({
    id,
    title,
    description,
    data: { tone },
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: action || tone === 'danger' ? 10_000 : 5_000,
    actionProps: action && {
      children: action.label,
      onClick: () => {
        action.onPress()
        manager.close(id)
      },
    },
  })
}

/** The corner with its toasts; loaded by `Toaster` when the first one is ordered. */
export default function ToastStack() {
  useEffect(
    () => toastQueue.open((order) => (order.kind === 'show' ? show(order.id, order.input) : manager.close(order.id))),
    [],
  )
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport
          // F6 brings the focus here, out of a modal, too; Shift+Tab or the end of the corner brings it back.
          aria-label="Notifications (F6)"
          className={cn(
            'fixed inset-x-4 bottom-[calc(5.5rem+var(--safe-bottom))] z-(--z-toast) mx-auto max-w-sm md:right-6 md:bottom-6 md:left-auto md:w-96',
            // Where people write at the foot of the page: at its head, so that nothing lies over what is being written.
            'in-[:root:has([data-chat])]:top-[calc(4.25rem+var(--safe-top))] in-[:root:has([data-chat])]:bottom-auto',
            'md:in-[:root:has([data-chat])]:top-6 md:in-[:root:has([data-chat])]:bottom-auto',
            // On wide screens over old messages, beside the timer and below the buttons of the room.
            'lg:in-[:root:has([data-chat])]:top-30 lg:in-[:root:has([data-chat])]:right-88',
            // Beside an open sheet, not over its buttons.
            'md:in-[:root:has([data-sheet])]:right-[30rem] md:in-[:root:has([data-sheet])]:w-[min(24rem,100vw-31.5rem)]',
          )}
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

const stackClasses = cn(
  '[--gap:0.75rem] [--peek:0.75rem] [--scale:calc(max(0,1-(var(--toast-index)*0.06)))] [--shrink:calc(1-var(--scale))]',
  '[--height:var(--toast-frontmost-height,var(--toast-height))]',
  // The older ones lie behind: upwards from the foot of the page, downwards from its head.
  '[--way:-1] in-[:root:has([data-chat])]:[--way:1]',
  '[--offset-y:calc((var(--toast-offset-y)+var(--toast-index)*var(--gap))*var(--way)+var(--toast-swipe-movement-y))]',
  'absolute inset-x-0 bottom-0 z-[calc(1000-var(--toast-index))] h-(--height) w-full origin-bottom',
  'in-[:root:has([data-chat])]:top-0 in-[:root:has([data-chat])]:bottom-auto in-[:root:has([data-chat])]:origin-top',
  '[transform:translateX(var(--toast-swipe-movement-x))_translateY(calc(var(--toast-swipe-movement-y)+(var(--toast-index)*var(--peek)+var(--shrink)*var(--height))*var(--way)))_scale(var(--scale))]',
  'after:absolute after:top-full after:left-0 after:h-[calc(var(--gap)+1px)] after:w-full',
  'data-expanded:h-(--toast-height) data-expanded:[transform:translateX(var(--toast-swipe-movement-x))_translateY(var(--offset-y))]',
  'transition-[transform,opacity,height] duration-350 data-limited:opacity-0 data-ending-style:opacity-0',
  'data-starting-style:opacity-0 data-starting-style:[transform:translateY(calc(var(--way)*-60%))]',
  '[&[data-ending-style]:not([data-limited]):not([data-swipe-direction])]:[transform:translateY(calc(var(--way)*-40%))]',
)

function ToastList() {
  const { toasts } = Base.useToastManager<{ tone: ToastTone }>()
  return toasts.map((item) => {
    const [Icon, color] = icons[item.data?.tone ?? 'info']
    return (
      <Base.Root
        key={item.id}
        {...toastMark}
        toast={item}
        // Escape puts the toast away, and not the dialog under it as well, which listens further up.
        onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
        className={cn('surface-solid rounded-lg text-ink', stackClasses)}
      >
        <Base.Content className="flex items-start gap-3 overflow-hidden p-4 transition-opacity data-behind:opacity-0 data-expanded:opacity-100">
          <Icon aria-hidden="true" strokeWidth={1.75} className={cn('mt-0.5 size-5 shrink-0', color)} />
          <div className="grid min-w-0 flex-1 gap-0.5">
            <Base.Title dir="auto" className="font-sans text-base font-semibold tracking-normal wrap-anywhere" />
            <Base.Description dir="auto" className="text-sm wrap-anywhere text-ink-soft" />
            {item.actionProps ? (
              <div className="mt-2 flex items-center gap-3">
                <Base.Action render={<Button variant="secondary" size="sm" />} />
                <ReachHint />
              </div>
            ) : null}
          </div>
          <Base.Close
            aria-label="Dismiss"
            render={<Button variant="ghost" size="icon" className="-mt-1.5 -mr-1.5 size-8" />}
          >
            <X aria-hidden="true" strokeWidth={1.75} />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    )
  })
}

/** Tab stays inside an open modal: the key that leads out of it is shown where there are keys. */
function ReachHint() {
  return (
    <Kbd aria-hidden="true" className="hidden pointer-fine:in-[:root:has([data-modal])]:inline-grid">
      F6
    </Kbd>
  )
}
