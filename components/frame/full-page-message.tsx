import type { ReactNode } from 'react'
import { EmptyTableArt } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'

/** A whole page for when there is nothing to show: what happened, and the way back. */
export function FullPageMessage({
  title,
  description,
  detail,
  actions,
  isInFrame = false,
}: {
  title: ReactNode
  description: ReactNode
  /** A quiet line for whoever has to look into it, e.g. the error's number. */
  detail?: ReactNode
  actions: ReactNode
  /** Within the frame, which has the page's one `main` already. */
  isInFrame?: boolean
}) {
  const page = isInFrame
    ? { as: 'div' as const, className: 'grid min-h-(--page-height) place-items-center' }
    : {
        as: 'main' as const,
        id: 'main',
        className: 'relative z-(--z-page) grid min-h-dvh place-items-center px-4 py-10',
      }
  const { as: Page, ...props } = page
  return (
    <Page {...props}>
      <Panel as="div" className="grid w-full max-w-lg justify-items-center gap-6 rounded-2xl p-8 text-center sm:p-12">
        <EmptyTableArt />
        <div className="grid gap-2">
          <h1 className="text-3xl text-ink">{title}</h1>
          <p className="text-ink-soft">{description}</p>
          {detail ? <p className="text-sm text-ink-faint">{detail}</p> : null}
        </div>
        <div className="flex flex-wrap justify-center gap-3">{actions}</div>
      </Panel>
    </Page>
  )
}
