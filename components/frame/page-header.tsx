import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'

/** The head of a signed-in page: where you are, one sentence about it, and what you can do here. */
export function PageHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <Panel as="div" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 py-4 sm:py-5">
      <div className="min-w-0">
        <h1 className="text-2xl wrap-anywhere text-ink">{title}</h1>
        {description ? <p className="mt-1 text-ink-soft">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-3">{actions}</div> : null}
    </Panel>
  )
}
