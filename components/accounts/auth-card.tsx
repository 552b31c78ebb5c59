import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'

/** One pane of glass with one thing to do: sign up, log in, check your mail. `footer` holds the way to its neighbour. */
export function AuthCard({
  title,
  description,
  footer,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  children?: ReactNode
}) {
  return (
    <Panel as="div" className="grid w-full gap-6 rounded-2xl p-6 sm:p-9">
      <div className="grid gap-2">
        <h1 className="text-3xl text-ink">{title}</h1>
        {description ? <p className="text-ink-soft">{description}</p> : null}
      </div>
      {children}
      {footer ? (
        <div className="border-t border-glass-line pt-5 text-sm text-ink-soft [&_a]:font-medium [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-4">
          {footer}
        </div>
      ) : null}
    </Panel>
  )
}
