import { Search } from 'lucide-react'
import Form from 'next/form'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import type { Calendar } from '@/lib/calendar/study-day'
import { routes } from '@/lib/routes'
import type { CardItem as Item } from '@/lib/tutor/recall/views'
import { CardDialog } from './card-dialog'
import { CardItem } from './card-item'
import { dueAtText } from './due-at-text'

/** A plain GET form: the answer has an address that can be reloaded. */
export function CardSearch({ q }: { q: string }) {
  return (
    <Form action={routes.tutorCards} role="search" className="flex items-end gap-3">
      <TextField
        label="Search cards"
        name="q"
        type="search"
        defaultValue={q}
        placeholder="Question or answer"
        className="min-w-0 flex-1"
      />
      <Button type="submit" variant="secondary">
        <Search aria-hidden="true" strokeWidth={1.75} />
        Search
      </Button>
    </Form>
  )
}

/** Cards as they lie on the table, each with when it is due on the reader's clock. */
export function CardList({ cards, calendar, now }: { cards: readonly Item[]; calendar: Calendar; now: Date }) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-3 md:grid-cols-[repeat(2,minmax(0,1fr))] 2xl:grid-cols-[repeat(3,minmax(0,1fr))]">
      {cards.map((card) => (
        <li key={card.id}>
          <CardItem card={card} due={dueAtText(new Date(card.dueAt), calendar, now)} />
        </li>
      ))}
    </ul>
  )
}

export function NoMatches() {
  return (
    <EmptyState
      title="Nothing matches"
      description="Try fewer words."
      action={
        <Button variant="secondary" render={<Link href={routes.tutorCards} />}>
          Show all cards
        </Button>
      }
    />
  )
}

export function NoCards() {
  return (
    <EmptyState
      title="No cards yet"
      description="Ask the tutor while you study. At the break it has three quick questions for you, and they come back just before you’d lose them. You can also write your own."
      action={
        <>
          <CardDialog trigger={<Button>Add your first card</Button>} />
          <Button variant="secondary" render={<Link href={routes.tutor()} />}>
            Ask the tutor
          </Button>
        </>
      }
    />
  )
}
