'use client'

import { memo } from 'react'
import { isTooMuch } from './limits'
import { parseBlock } from './parse'

type AnswerBlockProps = {
  source: string
  /** More may come to it. */
  isOpen: boolean
}

/** One block of an answer. Drawn again only when its own source changes. */
export const AnswerBlock = memo(function AnswerBlock({ source, isOpen }: AnswerBlockProps) {
  if (!isTooMuch(source)) return parseBlock(source, isOpen)
  return (
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {source}
    </p>
  )
})
