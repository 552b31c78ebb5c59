import { Globe, Lock } from 'lucide-react'
import Link from 'next/link'
import { ThemeSwitcher } from '@/components/frame/theme-switcher'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, Panel } from '@/components/ui/panel'
import { TableArt } from './table-art'

/** Rooms, told with a table. */
export function RoomsChapter() {
  return (
    <Panel className="grid items-center gap-8 rounded-2xl sm:p-9 lg:grid-cols-2 lg:gap-16 lg:p-14">
      <div className="grid gap-5">
        <h2 className="text-3xl text-ink lg:text-4xl">A table for two, or for fifty.</h2>
        <p className="max-w-[52ch] text-ink-soft lg:text-lg">
          Open a room and share its code. Anyone who has it can join. Half an hour after the last person leaves, the
          room closes, unless you chose to keep it.
        </p>
        <ul className="grid gap-3 sm:grid-cols-2">
          <Card as="li" className="grid content-start justify-items-start gap-2">
            <Badge tone="break">
              <Globe aria-hidden="true" strokeWidth={1.75} />
              Public
            </Badge>
            <p className="text-sm text-ink-soft">In the list for everyone, with its subject and its free chairs.</p>
          </Card>
          <Card as="li" className="grid content-start justify-items-start gap-2">
            <Badge tone="accent">
              <Lock aria-hidden="true" strokeWidth={1.75} />
              Private
            </Badge>
            <p className="text-sm text-ink-soft">Not in any list. Only people with the code can find it.</p>
          </Card>
        </ul>
        <div>
          <Button variant="secondary" render={<Link href="/join" />}>
            I have a code
          </Button>
        </div>
      </div>
      <TableArt code="K7QX2M" className="mx-auto w-full max-w-96" />
    </Panel>
  )
}

/** Two small promises which the visitor can check on the spot. */
export function WindowChapter() {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-6">
      <Panel className="grid content-start gap-5 rounded-2xl sm:p-9 lg:p-12">
        <h2 className="text-2xl text-ink lg:text-3xl">Seats by the window, day or night.</h2>
        <p className="max-w-[52ch] text-ink-soft">
          Some people study at noon, some at midnight. Pick your light; the street outside changes with it.
        </p>
        <ThemeSwitcher isLegendHidden className="max-w-sm" />
      </Panel>
      <Panel className="grid content-start gap-5 rounded-2xl sm:p-9 lg:p-12">
        <h2 className="text-2xl text-ink lg:text-3xl">Nothing jumps at you.</h2>
        <p className="text-ink-soft">
          Press Start up there and put your hands in your lap: everything but the timer steps back. (It lives in this
          tab and is not saved.) If your device asks for less motion, even the rain holds still.
        </p>
      </Panel>
    </div>
  )
}

/** The last chapter: the links to sign up and to log in. */
export function JoinChapter() {
  return (
    <Panel className="grid justify-items-center gap-6 rounded-2xl py-12 text-center sm:p-14">
      <h2 className="max-w-[18ch] text-3xl text-ink lg:text-4xl">Come in, it’s warm.</h2>
      <div className="flex flex-wrap justify-center gap-3">
        <Button size="lg" render={<Link href="/signup" />}>
          Sign up
        </Button>
        <Button size="lg" variant="ghost" render={<Link href="/login" />}>
          Log in
        </Button>
      </div>
    </Panel>
  )
}
