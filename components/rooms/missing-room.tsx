'use client'

import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { wasInside } from './last-room'
import { RoomNotice } from './room-notice'

const never = () => () => {}

/** No room is shown at this address. In the tab that was inside of one, it has just been closed. */
export function MissingRoom() {
  const pathname = usePathname()
  // Known to this tab alone: the server answers everybody alike.
  const isClosed = useSyncExternalStore(
    never,
    () => wasInside(pathname),
    () => false,
  )
  return isClosed ? (
    <RoomNotice title="This room is closed">What you studied is yours.</RoomNotice>
  ) : (
    <RoomNotice title="There is no room here">
      It may have closed, or a letter in the link went missing. Ask for the code again.
    </RoomNotice>
  )
}
