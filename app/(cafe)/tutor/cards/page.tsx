import { Download, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/frame/page-header'
import { CardDialog } from '@/components/tutor/recall/card-dialog'
import { CardList, CardSearch, NoCards, NoMatches } from '@/components/tutor/recall/card-list'
import { dueAtText } from '@/components/tutor/recall/due-at-text'
import { PractiseButton } from '@/components/tutor/recall/practise-button'
import { Button } from '@/components/ui/button'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { requireViewer, type Viewer } from '@/lib/accounts/viewer'
import { count } from '@/lib/format'
import { routes } from '@/lib/routes'
import { listCards } from '@/lib/tutor/recall/queries'
import { browseCardsSchema } from '@/lib/tutor/recall/schemas'
import type { CardPage } from '@/lib/tutor/recall/views'

export const metadata: Metadata = { title: 'Recall cards' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RecallCardsPage({ searchParams }: Search) {
  const viewer = await requireViewer(routes.tutorCards)
  const wanted = browseCardsSchema.parse(await searchParams)
  const now = new Date()
  const page = await listCards(viewer, wanted, now)
  return (
    <>
      <PageHeader
        title="Recall cards"
        description={describe(page, viewer, now)}
        actions={page.total > 0 ? <CardActions isDue={page.due > 0} /> : null}
      />
      <Panel as="section" aria-label="Cards" className="grid gap-4">
        {page.total === 0 ? (
          <NoCards />
        ) : (
          <>
            <CardSearch q={wanted.q} />
            <p role="status" className="sr-only">
              {count(page.found, 'card')} found
            </p>
            {page.found > 0 ? <CardList cards={page.cards} calendar={viewer} now={now} /> : <NoMatches />}
          </>
        )}
      </Panel>
      <Pagination
        page={page.page}
        pages={page.pages}
        href={(other) => routes.browseTutorCards({ q: wanted.q, page: other })}
      />
    </>
  )
}

/** How many there are, and what there is to do with them now or next. */
function describe({ total, due, nextDueAt }: CardPage, viewer: Viewer, now: Date): string {
  if (total === 0) return 'Questions that come back until you know them.'
  if (due > 0) return `${count(total, 'card')}, ${due === total ? 'all' : due} due now.`
  const next = nextDueAt ? ` The next one is due ${dueAtText(new Date(nextDueAt), viewer, now)}.` : ''
  return `${count(total, 'card')}.${next}`
}

function CardActions({ isDue }: { isDue: boolean }) {
  return (
    <>
      <Button
        variant="ghost"
        className="max-sm:order-last max-sm:-ml-4"
        // A file, not a page.
        render={<a href={routes.recallCardsExport} download />}
      >
        <Download aria-hidden="true" strokeWidth={1.75} />
        Export to Anki
      </Button>
      <CardDialog
        trigger={
          <Button variant={isDue ? 'secondary' : 'primary'}>
            <Plus aria-hidden="true" strokeWidth={1.75} />
            Add a card
          </Button>
        }
      />
      {isDue ? <PractiseButton /> : null}
    </>
  )
}
