'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState } from '@/lib/form-state'
import { joinRoomAction } from '@/lib/rooms/actions'
import type { RoomPreview } from '@/lib/rooms/views'

type Obstacle = { title?: string; words: string }

const full: Obstacle = {
  title: 'Room full',
  words: 'Every seat is taken. A seat opens up as soon as someone leaves.',
}
const locked: Obstacle = { title: 'Locked', words: 'The host isn’t letting anyone else in for now.' }

/**
 * The way into a room, and above it the one reason why it is closed: what the page knows, then what the server answered.
 * The place and the button stay, whichever of the two speaks.
 */
export function RoomEntry({ room }: { room: RoomPreview }) {
  const [state, join] = useFormAction(joinRoomAction)
  const obstacle = state.status === 'error' ? answered(state) : known(room)
  return (
    <form action={join} className="grid justify-items-start gap-6">
      <input type="hidden" name="code" value={room.code} />
      {obstacle ? (
        <Callout
          key={state.status === 'error' ? state.at : 0}
          role={state.status === 'error' ? 'alert' : undefined}
          tone="warning"
          title={obstacle.title}
          className="w-full animate-rise"
        >
          {obstacle.words}
        </Callout>
      ) : null}
      <SubmitButton>
        Join room
        <span className="sr-only">
          : <bdi>{room.name}</bdi>
        </span>
      </SubmitButton>
    </form>
  )
}

function known(room: RoomPreview): Obstacle | null {
  if (room.isLocked) return locked
  return room.activeMembers >= room.maxMembers ? full : null
}

function answered({ code, message }: Extract<FormState<unknown>, { status: 'error' }>): Obstacle {
  return code === 'full' ? full : { words: message }
}
