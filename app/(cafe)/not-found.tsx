import type { Metadata } from 'next'
import { NothingHere } from '@/components/frame/nothing-here'
import { getViewer } from '@/lib/accounts/viewer'

export const metadata: Metadata = { title: 'Not on the menu' }

/** Drawn inside the frame, which has the scene and the page's `main` already. */
export default async function NotFound() {
  return <NothingHere isInFrame isLoggedIn={(await getViewer()) !== null} />
}
