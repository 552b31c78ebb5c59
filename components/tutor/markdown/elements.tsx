'use client'

import type { ReactNode } from 'react'
import type { Components } from 'react-markdown'
import { AnswerLink } from './answer-link'
import { CodeBlock } from './code-block'
import { Formula } from './formula'
import { classesOf, directionOf, type HastNode, textOf } from './hast'

type Drawn = { node?: HastNode | undefined; children?: ReactNode }

const heading = (Tag: 'h3' | 'h4' | 'h5' | 'h6', className: string) =>
  function Heading({ children }: Drawn) {
    return (
      <Tag dir="auto" className={className}>
        {children}
      </Tag>
    )
  }

const large = 'pt-2 font-serif text-lg leading-snug text-ink'
const small = 'pt-1 font-sans text-base font-semibold tracking-normal text-ink'

/** The page has its own first and second level. */
const headings = {
  h1: heading('h3', large),
  h2: heading('h4', large),
  h3: heading('h5', small),
  h4: heading('h6', small),
  h5: heading('h6', small),
  h6: heading('h6', small),
}

const isUnclosed = (node: HastNode | undefined) => node?.properties?.dataUnclosed === 'true'

/** Code between fences, or maths on lines of its own. */
function Pre({ node }: Drawn) {
  const code = node?.children?.find(({ tagName }) => tagName === 'code')
  const text = textOf(code)
  if (classesOf(code).includes('math-display')) return <Formula tex={text} isDisplay isUnclosed={isUnclosed(node)} />
  const language = classesOf(code).find((name) => name.startsWith('language-')) ?? ''
  return (
    <CodeBlock
      code={text.replace(/\n$/, '')}
      language={language.slice('language-'.length)}
      isUnclosed={isUnclosed(code)}
    />
  )
}

function Code({ node, children }: Drawn) {
  if (classesOf(node).includes('math-inline'))
    return <Formula tex={textOf(node)} isDisplay={false} isUnclosed={false} />
  return (
    <code dir="ltr" className="rounded-xs bg-wash px-1 py-px font-mono text-[0.9em] wrap-anywhere">
      {children}
    </code>
  )
}

const alignments: Record<string, string> = { left: 'text-left', center: 'text-center', right: 'text-right' }
/** The parser says it as a style, which the policy of the page refuses. */
const alignmentOf = (node: HastNode | undefined) => alignments[String(node?.properties?.align)] ?? 'text-start'

function Table({ node, children }: Drawn) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and a section would be a landmark
    <div
      // What scrolls has it too: the first column is the one that is seen first.
      dir={directionOf(node)}
      role="group"
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-md border border-glass-line"
    >
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  )
}

function HeaderCell({ node, children }: Drawn) {
  return (
    <th
      scope="col"
      dir="auto"
      className={`border-b border-glass-line bg-wash px-3 py-2 align-bottom font-semibold ${alignmentOf(node)}`}
    >
      {children}
    </th>
  )
}

function Cell({ node, children }: Drawn) {
  return (
    <td dir="auto" className={`max-w-96 min-w-20 border-t border-glass-line px-3 py-2 align-top ${alignmentOf(node)}`}>
      {children}
    </td>
  )
}

const hangs = 'wrap-anywhere [&>:is(p,ul,ol,figure,blockquote,section,div)]:mt-1.5 [&>p:first-child]:mt-0'

function Item({ node, children }: Drawn) {
  return (
    <li dir={directionOf(node)} className={classesOf(node).includes('task-list-item') ? `${hangs} list-none` : hangs}>
      {children}
    </li>
  )
}

/** The list's own dot is left out: each item has an emoji. What follows it stands under the words, not under the emoji. */
function BulletList({ node, children }: Drawn) {
  return (
    <ul
      dir={directionOf(node)}
      className="list-none space-y-1.5 [&>li]:-indent-6 [&>li]:ps-6 [&>li>*]:indent-0 [&>li>p:first-child]:-indent-6"
    >
      {children}
    </ul>
  )
}

/** Draws what Markdown has, in our looks and without anything that loads, runs or leads where nobody said. */
export const elements: Components = {
  ...headings,
  p: ({ children }) => (
    // Set line by line: a paragraph that grows must not break its earlier lines anew.
    <p dir="auto" className="text-wrap wrap-anywhere">
      {children}
    </p>
  ),
  a: ({ href, node, children }) => (
    <AnswerLink href={href} node={node}>
      {children}
    </AnswerLink>
  ),
  img: ({ alt }) => <span>{alt || 'Picture'}</span>,
  pre: Pre,
  code: Code,
  table: Table,
  th: HeaderCell,
  td: Cell,
  ul: BulletList,
  ol: ({ start, node, children }) => (
    <ol dir={directionOf(node)} start={start} className="list-decimal space-y-1.5 ps-7 marker:text-ink-faint">
      {children}
    </ol>
  ),
  li: Item,
  input: ({ checked }) => (
    <input
      type="checkbox"
      disabled
      readOnly
      checked={checked === true}
      aria-label={checked ? 'Done' : 'Not done'}
      className="me-1 align-[-0.1em] accent-accent"
    />
  ),
  blockquote: ({ node, children }) => (
    <blockquote dir={directionOf(node)} className="space-y-2 border-s-2 border-accent ps-3 text-ink-soft">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="my-2 border-glass-line" />,
  strong: ({ children }) => <strong className="font-semibold text-ink">{children}</strong>,
  sup: ({ children }) => <sup>{children}</sup>,
  section: ({ children }) => <div className="text-sm text-ink-soft">{children}</div>,
}
