import Link from 'next/link'
import type { ReactNode } from 'react'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { TutorButton } from '@/components/tutor/tutor-button'
import { Brand } from './brand'
import { MainNav } from './main-nav'
import { LazyCommandPalette } from './palette/lazy-command-palette'
import { type FrameViewer, type LogOutAction, UserMenu } from './user-menu'

/**
 * The frame around everything signed-in: the scene behind, and one bar of glass in front. The bar lies on top of the
 * page on phones (with the places in a second one under the thumb), and stands at its side from 48 rem.
 */
export function AppShell({
  viewer,
  logOutAction,
  notice,
  sceneId,
  children,
}: {
  viewer: FrameViewer
  logOutAction: LogOutAction
  /** What must be said on every page, e.g. that the address is not verified yet. A `Callout`. */
  notice?: ReactNode
  /** Which scene lies behind; the default one when absent. */
  sceneId?: string
  children: ReactNode
}) {
  return (
    <>
      <SceneBackdrop sceneId={sceneId} isDimmed />
      <header
        data-page-viewer={viewer.id}
        className="fades-when-quiet fixed inset-x-0 top-0 z-(--z-frame) flex h-[calc(3.75rem+var(--safe-top))] items-center gap-3 px-[max(1rem,var(--safe-left))] pt-(--safe-top) md:inset-y-3 md:right-auto md:left-3 md:h-auto md:w-19 md:flex-col md:items-stretch md:gap-6 md:px-3 md:py-4 md:[@media(max-height:30rem)]:gap-3 md:[@media(max-height:30rem)]:py-2 xl:inset-y-4 xl:left-4 xl:w-62"
      >
        {/* The glass is a layer of its own: a blurred header would trap the fixed bar of places inside it. */}
        <div
          aria-hidden="true"
          className="glass absolute inset-0 -z-1 border-x-0 border-t-0 md:rounded-xl md:border-x md:border-t"
        />
        <Link
          href="/dashboard"
          aria-label="VirtualCafe, to the dashboard"
          className="inline-flex rounded-md md:self-center xl:self-start xl:px-2"
        >
          <Brand nameClassName="md:hidden xl:inline" />
        </Link>
        <MainNav />
        <div className="ml-auto flex min-w-0 items-center gap-2 md:ml-0 md:flex-col md:gap-3 md:[@media(max-height:30rem)]:gap-1 xl:flex-row-reverse xl:justify-between">
          <TutorButton />
          <UserMenu viewer={viewer} logOutAction={logOutAction} />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="page-frame relative z-(--z-page) min-h-dvh px-[max(1rem,var(--safe-left))] outline-none md:pr-3 md:pl-25 xl:pr-4 xl:pl-70"
      >
        <div className="mx-auto grid w-full max-w-384 grid-cols-[minmax(0,1fr)] gap-4">
          {notice}
          {children}
        </div>
      </main>
      <LazyCommandPalette />
    </>
  )
}
