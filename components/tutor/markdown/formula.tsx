'use client'

import { createElement, memo, type ReactNode, useMemo } from 'react'
import type { MathTree } from './math-tree'
import { useMathTree } from './use-math-tree'

type FormulaProps = {
  tex: string
  isDisplay: boolean
  /** It is still being written. */
  isUnclosed: boolean
}

/** Children are given one by one: formulas have no keys, and none of their parts is ever moved. */
const draw = (tree: MathTree): ReactNode =>
  typeof tree === 'string' ? tree : createElement(tree.tag, tree.attributes, ...tree.children.map(draw))

/** In letters of TeX: sums of as many fit a line of a narrow phone, also within an item. */
const maxShort = 20

/** Stays within its line and scrolls. It is a flex box since those keep their baseline when they scroll. */
const Long = ({ children }: { children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a group of fields is something else
  <span
    role="group"
    aria-label="Formula"
    dir="ltr"
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    tabIndex={0}
    className="relative inline-flex max-w-full overflow-x-auto overflow-y-hidden py-0.5 indent-0"
  >
    <span className="shrink-0">{children}</span>
  </span>
)

/** A formula; its source while it is written, while it is being drawn, and where it cannot be. */
export const Formula = memo(function Formula({ tex, isDisplay, isUnclosed }: FormulaProps) {
  const tree = useMathTree(tex, isDisplay, !isUnclosed)
  const drawn = useMemo(() => (tree ? draw(tree) : null), [tree])
  const shown = drawn ?? (
    <code dir="ltr" className="rounded-xs bg-wash px-1 py-px font-mono text-[0.9em] wrap-anywhere whitespace-pre-wrap">
      {tex}
    </code>
  )
  if (!isDisplay) return drawn && tex.length > maxShort ? <Long>{drawn}</Long> : shown
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of fields is something else
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <div role="group" aria-label="Formula" dir="ltr" tabIndex={0} className="relative overflow-x-auto py-1 text-center">
      {shown}
    </div>
  )
})
