'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'
import { loadPatiently } from '@/components/ui/load-patiently'

const RecallDialog = lazy(() => loadPatiently(() => import('./recall-dialog')))

/** Asks the cards that are due, here and now. */
export function PractiseButton() {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  function close() {
    setOpen(false)
    // What was graded is due at another time now.
    router.refresh()
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>Practise now</Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <RecallDialog scope="page" onClose={close} />
        </Suspense>
      ) : null}
    </>
  )
}
