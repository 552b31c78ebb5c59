import Link from 'next/link'
import type { ReactNode } from 'react'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { Brand } from '@/components/frame/brand'

/** The calm frame of sign-up, log-in, verification and reset: the window, the mark, one card. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SceneBackdrop />
      <div className="relative z-(--z-page) grid min-h-dvh grid-rows-[auto_1fr] justify-items-center px-[max(1rem,var(--safe-left))] pt-[calc(1rem+var(--safe-top))] pb-[calc(1.5rem+var(--safe-bottom))]">
        <header className="w-full max-w-md">
          <Link
            href="/"
            aria-label="VirtualCafe, to the home page"
            className="glass inline-flex rounded-full py-1.5 pr-5 pl-2.5"
          >
            <Brand />
          </Link>
        </header>
        <main id="main" tabIndex={-1} className="grid w-full max-w-md content-center py-6 outline-none">
          {children}
        </main>
      </div>
    </>
  )
}
