import Link from 'next/link'
import type { ReactNode } from 'react'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { Brand } from '@/components/frame/brand'
import { Button } from '@/components/ui/button'

/** The front of the house: the window behind, a small sign above, no frame yet. */
export default function WelcomeLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SceneBackdrop />
      <div className="relative z-(--z-page) px-[max(1rem,var(--safe-left))] pb-[calc(1.5rem+var(--safe-bottom))] sm:px-8 2xl:px-16">
        <header className="fades-when-quiet mx-auto flex w-full max-w-384 items-center pt-[calc(0.75rem+var(--safe-top))]">
          <Link
            href="/"
            aria-label="VirtualCafe"
            aria-current="page"
            className="glass inline-flex rounded-full py-1.5 pr-5 pl-2.5"
          >
            <Brand />
          </Link>
          <nav aria-label="Account" className="glass ml-auto flex gap-1 rounded-full p-1.25">
            <Button size="sm" variant="ghost" className="rounded-full" render={<Link href="/login" />}>
              Log in
            </Button>
            <Button
              size="sm"
              variant="ghost"
              className="hidden rounded-full sm:inline-flex"
              render={<Link href="/signup" />}
            >
              Sign up
            </Button>
          </nav>
        </header>
        <main id="main" tabIndex={-1} className="outline-none">
          {children}
        </main>
      </div>
    </>
  )
}
