import type { ReactNode } from 'react'
import { type HastNode, textOf } from './hast'
import { realTarget, shownText } from './links'

type AnswerLinkProps = { href: string | undefined; node: HastNode | undefined; children: ReactNode }

/** A link that says where it leads when its words look like another place; just its words when it leads nowhere safe. */
export function AnswerLink({ href, node, children }: AnswerLinkProps) {
  if (!href) return <span>{children}</span>
  const words = textOf(node)
  const honest = shownText(words)
  const target = realTarget(words, href)
  return (
    <>
      <a
        href={href}
        target="_blank"
        rel="nofollow noopener noreferrer"
        className="wrap-anywhere text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        {honest === words ? children : <bdi>{honest}</bdi>}
      </a>
      {target ? <bdi className="text-ink-faint"> ({target})</bdi> : null}
    </>
  )
}
