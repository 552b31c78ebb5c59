import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

type Tone = 'info' | 'success' | 'warning' | 'danger'

const looks: Record<Tone, { icon: LucideIcon; box: string; mark: string }> = {
  info: { icon: Info, box: 'bg-break-soft', mark: 'text-break' },
  success: { icon: CircleCheck, box: 'bg-success-soft', mark: 'text-success' },
  warning: { icon: TriangleAlert, box: 'bg-warning-soft', mark: 'text-warning' },
  danger: { icon: CircleAlert, box: 'bg-danger-soft', mark: 'text-danger' },
}

/** A remark in the page: what happened, and what to do next in `action`. Lies on glass. */
export function Callout({
  tone = 'info',
  title,
  action,
  className,
  children,
  ...props
}: Omit<ComponentProps<'div'>, 'title'> & { tone?: Tone; title?: ReactNode; action?: ReactNode }) {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div {...props} className={cn('flex items-start gap-3 rounded-md p-3.5 text-sm text-ink', box, className)}>
      <Icon aria-hidden="true" strokeWidth={1.75} className={cn('mt-px size-5 shrink-0', mark)} />
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-2 sm:flex sm:flex-wrap sm:items-center sm:justify-between">
        <div className="min-w-0 sm:flex-1 sm:basis-60">
          {title ? <p className="font-semibold">{title}</p> : null}
          {children ? <div className="text-ink-soft">{children}</div> : null}
        </div>
        {action ? <div className="shrink-0">{action}</div> : null}
      </div>
    </div>
  )
}

/** What a form has to say as a whole (not about one field). Read out when it appears; nothing when there is none. */
export function FormMessage({ tone = 'danger', children, ...props }: ComponentProps<typeof Callout>) {
  if (!children) return null
  return (
    <Callout {...props} tone={tone} role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}>
      {children}
    </Callout>
  )
}
