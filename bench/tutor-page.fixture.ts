/** The page of `bench/tutor-rendering.ts`: a conversation of one answer, in a box that scrolls. Runs in the browser. */
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AnswerMarkdown } from '@/components/tutor/markdown/answer-markdown'
import { useAnswerScroll } from '@/components/tutor/use-answer-scroll'
import { drawn } from './tutor-calm-text.fixture'

type Shown = { text: string; isStreaming: boolean }

/** What the benchmark does to the page. */
export type TutorPage = {
  /** Gives the chunks; answers when each was painted after it was given, and whether the end drew anything anew. */
  stream(chunks: string[], everyMs: number): Promise<{ givenToPaintMs: number[]; isSameDom: boolean }>
}

let show: (shown: Shown) => void = () => {}

function Conversation() {
  const [shown, setShown] = useState<Shown | null>(null)
  const { ref, isAttached, scrollClass } = useAnswerScroll()
  show = setShown
  const box = { ref, id: 'box', 'data-attached': isAttached, className: `h-96 overflow-y-auto ${scrollClass}` }
  const answer = shown ? createElement(AnswerMarkdown, shown) : null
  return createElement('div', box, createElement('div', { id: 'answer' }, answer))
}

/** After the frame in which what was given is painted. */
const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    })
  })

const nodesOf = () => [...document.querySelectorAll('#answer *')]
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type Given = { end: number; givenMs: number }

/** Looks after each frame which of the chunks can be seen now. */
async function watchFrames(given: Given[], total: number): Promise<number[]> {
  const givenToPaintMs: number[] = []
  while (drawn.length < total || given.length > 0) {
    const lengthBefore = drawn.length
    await painted()
    while (given[0] && given[0].end <= lengthBefore) {
      givenToPaintMs.push(performance.now() - given[0].givenMs)
      given.shift()
    }
  }
  return givenToPaintMs
}

async function stream(chunks: string[], everyMs: number) {
  const given: Given[] = []
  let text = ''
  performance.mark('stream')
  const watched = watchFrames(given, chunks.join('').length)
  for (const chunk of chunks) {
    const givenMs = performance.now()
    text += chunk
    given.push({ end: text.length, givenMs })
    show({ text, isStreaming: true })
    await pause(Math.max(0, givenMs + everyMs - performance.now()))
  }
  const givenToPaintMs = await watched
  const before = nodesOf()
  show({ text, isStreaming: false })
  await painted()
  await painted()
  performance.mark('streamed')
  const after = nodesOf()
  const isSameDom = before.length === after.length && before.every((node, at) => node === after[at])
  return { givenToPaintMs, isSameDom }
}

createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(Conversation))
Object.assign(window, { page: { stream } satisfies TutorPage })
