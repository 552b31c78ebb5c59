'use client'

import { useRouter } from 'next/navigation'
import { useOwnChannel } from '@/components/realtime/use-own-channel'
import { toast } from '@/components/ui/toast'
import { focusResultText } from './focus-result-text'

/**
 * What a focus in a room earned its person, said at the break on a page that has a conversation on it: a toast. The frame
 * around the page shows the level and is asked for anew when that is another one. What is missed shows in the numbers.
 */
export function FocusResults({ channel }: { channel: string }) {
  const router = useRouter()
  useOwnChannel(
    channel,
    {
      'focus.credited': ({ earned }) => {
        toast({ ...focusResultText(earned), tone: 'success' })
        if (earned.leveledUp) router.refresh()
      },
    },
    () => {},
  )
  return null
}
