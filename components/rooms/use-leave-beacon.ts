'use client'

import { useEffect } from 'react'
import { routes } from '@/lib/routes'

/** Says, while the page is being closed, that this person is going: their seat need not wait for a lost connection. */
export function useLeaveBeacon(code: string): void {
  useEffect(() => {
    const tell = () => void navigator.sendBeacon(routes.roomAway(code))
    // The one event that browsers fire for a closed tab, another address and a reload alike.
    window.addEventListener('pagehide', tell)
    return () => window.removeEventListener('pagehide', tell)
  }, [code])
}
