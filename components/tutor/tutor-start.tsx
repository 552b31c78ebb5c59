'use client'

import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

const starters = [
  'Why does the sign flip when I divide an inequality by a negative number?',
  'Quiz me on the causes of the First World War.',
  'I have an exam on Friday. How do I split the days until then?',
]

/** Nothing asked yet: what the tutor is for, and three ways to begin, which stand in the box to be changed. */
export function TutorStart({ store, box }: { store: TutorStore; box: RefObject<HTMLTextAreaElement | null> }) {
  const task = useTutorPart(store, (state) => state.task)
  const isReady = useTutorPart(store, ({ readiness }) => readiness === 'ready')
  const offered = task ? [`Where do I begin with “${task.name}”?`, ...starters.slice(1)] : starters

  function begin(text: string) {
    store.write({ text })
    box.current?.focus()
  }

  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached and scrolled by keyboard
      tabIndex={0}
      aria-label="Conversation"
      className="relative flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain p-4 outline-offset-[-2px] sm:px-6"
    >
      <div className="m-auto grid w-full max-w-2xl gap-4 text-center">
        <div className="grid gap-1.5">
          <h2 className="text-2xl text-ink">What are you stuck on?</h2>
          <p className="text-ink-soft">
            Ask, or show what you tried. You get a nudge first, then the idea, then a step. The answer is yours to find.
          </p>
        </div>
        <ul className="grid gap-2 text-left empty:hidden">
          {(isReady ? offered : []).map((text) => (
            <li key={text}>
              <Button
                variant="secondary"
                onClick={() => begin(text)}
                className="h-auto min-h-11 w-full justify-start py-2.5 text-left whitespace-normal"
              >
                <span dir="auto" className="min-w-0 font-normal wrap-anywhere">
                  {text}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
