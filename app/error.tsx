'use client'

import Link from 'next/link'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { FullPageMessage } from '@/components/frame/full-page-message'
import { Button } from '@/components/ui/button'

/** The number under which the server's log has the cause, when there is one. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined
}

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error)
  return (
    <>
      <SceneBackdrop />
      <FullPageMessage
        title="We spilled something"
        description="Something went wrong on our side. What you saved before is safe."
        detail={digest ? `If you write to us about it, mention ${digest}.` : undefined}
        actions={
          <>
            <Button onClick={retry}>Try again</Button>
            <Button variant="secondary" render={<Link href="/" />}>
              Back to the home page
            </Button>
          </>
        }
      />
    </>
  )
}
