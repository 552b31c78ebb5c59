import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remend from 'remend'
import { formatReply } from '@/lib/tutor/format-reply'
import { elements } from './elements'
import { answerHref } from './links'
import { markUnclosed } from './mark-unclosed'
import { convertMath } from './math-delimiters'

const plugins = [
  [remarkGfm, { singleTilde: false }],
  // One dollar is money.
  [remarkMath, { singleDollarTextMath: false }],
  markUnclosed,
] as NonNullable<Parameters<typeof Markdown>[0]['remarkPlugins']>

/** Closes what is half written, and changes nothing that is whole: a block must look the same when its end has come. */
const closing = {
  linkMode: 'text-only',
  katex: false,
  inlineKatex: false,
  comparisonOperators: false,
  singleTilde: false,
} as const

/**
 * One block of Markdown as React elements, without anything that loads, runs or leads where nobody said.
 * @param isOpen more may come to it: what is half written is closed
 */
export function parseBlock(source: string, isOpen: boolean) {
  const markdown = convertMath(formatReply(source), isOpen)
  return Markdown({
    skipHtml: true,
    components: elements,
    remarkPlugins: plugins,
    urlTransform: answerHref,
    children: isOpen ? remend(markdown, closing) : markdown,
  })
}
