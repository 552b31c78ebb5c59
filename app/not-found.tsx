import type { Metadata } from 'next'
import Link from 'next/link'
import { SceneBackdrop } from '@/components/ambience/scene-backdrop'
import { Apology } from '@/components/frame/apology'
import { Button } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not on the menu' }

export default function NotFound() {
  return (
    <>
      <SceneBackdrop />
      <Apology
        title="That’s not on the menu"
        description="There is nothing at this address. It may have closed, or a letter in the link went missing."
        actions={<Button render={<Link href="/" />}>Back to the front door</Button>}
      />
    </>
  )
}
