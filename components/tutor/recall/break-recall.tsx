'use client'

import { useEffect, useState } from 'react'
import { callServer } from '@/components/actions/call-server'
import { Button } from '@/components/ui/button'
import { routes } from '@/lib/routes'
import type { RecallOffer } from '@/lib/tutor/recall/views'
import { offerText } from './offer-text'
import RecallDialog from './recall-dialog'

/**
 * The quiet offer of a break: a few questions, or nothing at all. Asks the server once for each break; what came of it is
 * shown in that break only. A dialog that is open stays when the break ends.
 * @param breakId which break it is; null: none
 */
export default function BreakRecall({ breakId }: { breakId: string | null }) {
  const [offered, setOffered] = useState<{ breakId: string; text: string } | null>(null)
  const [isPlaying, setPlaying] = useState(false)

  useEffect(() => {
    if (breakId === null) return
    const asking = new AbortController()
    void readOffer(asking.signal).then((offer) => {
      const text = offer && offerText(offer)
      if (text && !asking.signal.aborted) setOffered({ breakId, text })
    })
    return () => asking.abort()
  }, [breakId])

  const isOffered = offered !== null && offered.breakId === breakId
  return (
    <>
      {isOffered ? (
        <Offer text={offered.text} onStart={() => setPlaying(true)} onDismiss={() => setOffered(null)} />
      ) : null}
      {isPlaying ? (
        <RecallDialog
          scope="break"
          onClose={() => {
            setPlaying(false)
            setOffered(null)
          }}
        />
      ) : null}
    </>
  )
}

/** Null when the server does not answer: nobody waits for an offer. */
async function readOffer(signal: AbortSignal): Promise<RecallOffer | null> {
  try {
    return await callServer<RecallOffer>(routes.recall, undefined, { signal })
  } catch {
    return null
  }
}

function Offer({ text, onStart, onDismiss }: { text: string; onStart: () => void; onDismiss: () => void }) {
  return (
    <section
      aria-label="Recall"
      className="glass flex max-w-full animate-rise flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-xl px-4 py-2 sm:rounded-full sm:pr-2 sm:pl-5"
    >
      <p role="status" className="text-ink-soft">
        {text}
      </p>
      <div className="flex gap-1">
        <Button
          size="sm"
          variant="secondary"
          // Beside it is the timer's own Start.
          aria-label="Start the questions"
          className="rounded-full"
          onClick={onStart}
        >
          Start
        </Button>
        <Button size="sm" variant="ghost" className="rounded-full" onClick={onDismiss}>
          Not now
        </Button>
      </div>
    </section>
  )
}
