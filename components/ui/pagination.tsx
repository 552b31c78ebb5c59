import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { Button } from './button'

/** From page to page, by links, so that each page has an address. Nothing when there is only one. */
export function Pagination({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  if (pages <= 1) return null
  return (
    <nav aria-label="Pages" className="flex items-center justify-center gap-4">
      {page > 1 ? (
        <Button variant="secondary" size="sm" render={<Link href={href(page - 1)} rel="prev" />}>
          <ChevronLeft aria-hidden="true" strokeWidth={1.75} />
          Previous page
        </Button>
      ) : null}
      <p className="glass rounded-full px-4 py-1.5 text-sm text-ink-soft tabular-nums">
        Page {page} of {pages}
      </p>
      {page < pages ? (
        <Button variant="secondary" size="sm" render={<Link href={href(page + 1)} rel="next" />}>
          Next page
          <ChevronRight aria-hidden="true" strokeWidth={1.75} />
        </Button>
      ) : null}
    </nav>
  )
}
