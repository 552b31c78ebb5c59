'use client'

import { useMemo } from 'react'
import { AnswerBlock } from './answer-block'
import { splitBlocks } from './split-blocks'
import { useCalmText } from './use-calm-text'
import { warmUp } from './warm-up'

warmUp()

type AnswerMarkdownProps = {
  /** Markdown as the model wrote it: untrusted. */
  text: string
  /** More is coming. */
  isStreaming: boolean
}

/** An answer of the tutor. While it grows only its last block is parsed again, and when it ends nothing is drawn anew. */
export function AnswerMarkdown({ text, isStreaming }: AnswerMarkdownProps) {
  const shown = useCalmText(text)
  const blocks = useMemo(() => splitBlocks(shown), [shown])
  const isGrowing = isStreaming || shown !== text
  return (
    // In a flow, unlike in a grid, what is added at the end leaves what stands above it as it is laid out.
    <div className="flow-root space-y-3 leading-relaxed text-ink">
      {blocks.map((source, at) => (
        // Blocks come at the end and never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a block is known by
        <AnswerBlock key={at} source={source} isOpen={isGrowing && at === blocks.length - 1} />
      ))}
    </div>
  )
}
