'use client'

import { CopyButton } from '../copy-button'

type CodeBlockProps = { code: string; language: string; isUnclosed: boolean }

/** Code as it is, without colours. It can be copied when its end has come. */
export function CodeBlock({ code, language, isUnclosed }: CodeBlockProps) {
  const name = language || 'Code'
  return (
    <figure className="overflow-clip rounded-md border border-glass-line bg-field">
      <figcaption className="flex min-h-8 items-center justify-between gap-3 border-b border-glass-line ps-3 pe-1.5 text-xs text-ink-faint">
        <span dir="ltr" className="truncate">
          {name}
        </span>
        {isUnclosed ? null : <CopyButton text={code} label="Copy code" />}
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: what scrolls is a group, and no landmark */}
      <pre
        dir="ltr"
        role="group"
        aria-label={language ? `Code in ${language}` : 'Code'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        tabIndex={0}
        className="relative overflow-x-auto p-3 font-mono text-sm leading-relaxed text-ink"
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
