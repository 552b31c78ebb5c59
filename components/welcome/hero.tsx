import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { TryTimer } from './try-timer'

/** The first screen: the promise on one pane of glass, a timer that already works on another, and the rain. */
export function Hero() {
  return (
    <div className="mx-auto grid min-h-[calc(100svh-4.5rem-var(--safe-top))] w-full max-w-384 content-center items-center justify-items-center gap-6 py-4 sm:gap-10 lg:grid-cols-[minmax(0,7fr)_minmax(0,6fr)] lg:gap-12 lg:pb-14">
      <Panel
        as="div"
        className="fades-when-quiet order-2 grid w-full max-w-xl gap-5 rounded-2xl sm:p-9 lg:order-1 lg:max-w-none lg:gap-7 lg:justify-self-start lg:p-12 2xl:p-16"
      >
        <h1 className="text-5xl text-ink lg:text-6xl">Your corner table is free.</h1>
        <p className="max-w-[44ch] text-base text-ink-soft sm:text-lg">
          VirtualCafe is a quiet place on the web to study. Alone by the window, or at a table with others who are
          working too.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button size="lg" render={<Link href="/signup" />}>
            Sign up
          </Button>
          <Button size="lg" variant="secondary" render={<Link href="/login" />}>
            Log in
          </Button>
        </div>
      </Panel>
      <div className="order-1 lg:order-2">
        <TryTimer />
      </div>
    </div>
  )
}
