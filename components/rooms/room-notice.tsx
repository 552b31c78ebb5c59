import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { routes } from '@/lib/routes'

/** In the place of a room that is not shown: what happened, and the way on. */
export function RoomNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel className="mx-auto grid w-full max-w-xl gap-5 sm:p-9">
      <h1 className="text-3xl text-ink">{title}</h1>
      <p className="text-ink-soft">{children}</p>
      <div className="flex flex-wrap gap-3">
        <Button render={<Link href={routes.rooms} />}>Find another room</Button>
        <Button variant="secondary" render={<Link href={routes.dashboard} />}>
          Back to the dashboard
        </Button>
      </div>
    </Panel>
  )
}
