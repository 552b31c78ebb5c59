'use client'

import { ArrowDown } from 'lucide-react'
import type { RefObject } from 'react'
import { EarlierMessages } from '@/components/rooms/earlier-messages'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { PendingQuestion } from './pending-question'
import { StudentQuestion } from './student-question'
import { TutorAnswer } from './tutor-answer'
import { TutorStart } from './tutor-start'
import type { TutorState } from './tutor-state'
import type { TutorStore } from './tutor-store'
import { useMessageScroll } from './use-message-scroll'
import { useTutorPart } from './use-tutor'

/** The conversation: stays at its end while one is there, and leaves a reader further up where they are. */
export function MessageList({ store, box }: { store: TutorStore; box: RefObject<HTMLTextAreaElement | null> }) {
  const isLoading = useTutorPart(store, (state) => state.isLoading && state.messages.length === 0)
  const problem = useTutorPart(store, (state) => state.loadProblem)
  const isEmpty = useTutorPart(store, isNew)
  const { setBox, isAttached, toEnd, scrollClass, keepPlace } = useMessageScroll(store)
  if (isEmpty) return <TutorStart store={store} box={box} />
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={setBox}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached and scrolled by keyboard
        tabIndex={0}
        aria-label="Conversation"
        className={cn('relative min-h-0 flex-1 overflow-y-auto overscroll-contain outline-offset-[-2px]', scrollClass)}
      >
        <div className="flex min-h-full flex-col overflow-x-clip p-4 sm:px-6 [@media(height<32rem)]:py-2">
          {problem ? (
            <Callout
              role="alert"
              tone="warning"
              title="Couldn’t load this conversation"
              action={
                <Button size="sm" variant="secondary" onClick={store.reload}>
                  Try again
                </Button>
              }
            >
              {problem}
            </Callout>
          ) : null}
          {isLoading ? <MessagesSkeleton /> : <Messages store={store} keepPlace={keepPlace} />}
        </div>
      </section>
      {isAttached ? null : (
        <Button
          size="sm"
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
        >
          <ArrowDown aria-hidden="true" strokeWidth={1.75} />
          To the newest
        </Button>
      )}
    </div>
  )
}

/** Nothing asked, and nothing on its way. */
const isNew = ({ messages, run, isLoading, loadProblem }: TutorState) =>
  messages.length === 0 && run === null && !isLoading && loadProblem === null

function Messages({
  store,
  keepPlace,
}: {
  store: TutorStore
  keepPlace: (load: () => Promise<void>) => Promise<void>
}) {
  const messages = useTutorPart(store, (state) => state.messages)
  const hasEarlier = useTutorPart(store, (state) => state.hasEarlier)
  const photosHeld = useTutorPart(store, (state) => state.photosHeld)
  const run = useTutorPart(store, (state) => state.run)
  const pending = run?.phase === 'sending' || (run && !run.answerId) ? run.question : null
  let question: string | null = null
  return (
    <>
      {hasEarlier ? <EarlierMessages load={() => keepPlace(store.loadEarlier)} isLineBelow /> : null}
      {/* Read out when an answer is finished, by the line below, and not word by word. */}
      <div
        role="log"
        aria-label="Messages"
        aria-live="off"
        className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-5"
      >
        {messages.map((message, at) => {
          if (message.role === 'student') {
            question = message.hasPhoto ? message.id : null
            return <StudentQuestion key={message.id} message={message} store={store} isIdle={run === null} />
          }
          return (
            <TutorAnswer
              key={message.id}
              answer={message}
              store={store}
              isNewest={at === messages.length - 1 && !pending}
              isIdle={run === null}
              isPhotoLost={question !== null && !photosHeld.has(question)}
            />
          )
        })}
        {pending ? <PendingQuestion question={pending} /> : null}
      </div>
    </>
  )
}

function MessagesSkeleton() {
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <p role="status" className="sr-only">
        Loading the conversation
      </p>
      <Skeleton className="ml-auto h-14 w-3/5" />
      <Skeleton className="h-28 w-4/5" />
      <Skeleton className="ml-auto h-14 w-2/5" />
    </div>
  )
}
