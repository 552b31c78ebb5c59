'use client'

import { parseBlock } from './parse'

/** Something of everything. Each is parsed in a task of its own: what runs for the first time is slow. */
const samples = [
  'What **is** *it* with `code`, and why?',
  '[a](https://a.example) https://b.example',
  '## a',
  '- a\n- b\n  - c',
  '1. a\n2. b',
  '> a',
  '```js\na\n```',
  '| a | b |\n|:--|--:|\n| c | d |',
  'a $$b$$ and \\(c\\)',
  '$$\na\n$$',
  '- [x] a',
]
const rounds = 3

let isAsked = false

/** Runs the parser before the first answer comes, in tasks that are short enough not to be felt. */
export function warmUp(): void {
  if (isAsked || typeof window === 'undefined') return
  isAsked = true
  const waiting = Array.from({ length: rounds }, () => samples).flat()
  const next = () => {
    const sample = waiting.shift()
    if (sample === undefined) return
    parseBlock(sample, true)
    setTimeout(next)
  }
  setTimeout(next)
}
