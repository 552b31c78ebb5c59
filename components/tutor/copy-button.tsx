'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { toast } from '@/components/ui/toast'
import { copyText } from './copy-text'

/** For how long the button says that it has copied. */
const copiedForMs = 2_000

type CopyButtonProps = {
  /** What is copied: the source, not what is drawn of it. */
  text: string
  /** What the button says, e.g. "Copy code". */
  label: string
  className?: string
}

/** Copies a text and says so. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [copies, setCopies] = useState(0)
  const [isCopied, setIsCopied] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each copy is shown for its full time
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), copiedForMs)
    return () => clearTimeout(timer)
  }, [isCopied, copies])

  async function copy() {
    const done = await copyText(text)
    setIsCopied(done)
    setCopies((count) => count + 1)
    if (!done) toast({ title: 'Couldn’t copy it. Select it and copy it yourself.', tone: 'warning' })
  }

  const Icon = isCopied ? Check : Copy
  return (
    <>
      <button
        type="button"
        onClick={copy}
        className={cn(
          'touch-target inline-flex items-center gap-1.5 rounded-xs px-1.5 py-1 font-sans text-xs text-ink-soft hover:bg-wash-strong hover:text-ink',
          className,
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
        {label}
      </button>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  )
}
