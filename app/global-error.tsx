'use client'

import './globals.css'
import { FullPageMessage } from '@/components/frame/full-page-message'
import { Button } from '@/components/ui/button'
import { fontVariables } from './fonts'

/** When even the frame around all pages failed: the same words, no scene, and a full reload as the way out. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>We spilled something · VirtualCafe</title>
        <FullPageMessage
          title="We spilled something"
          description="Something went wrong on our side. What you saved before is safe."
          actions={
            <>
              <Button onClick={retry}>Try again</Button>
              <Button variant="secondary" onClick={() => window.location.assign('/')}>
                Back to the home page
              </Button>
            </>
          }
        />
      </body>
    </html>
  )
}
