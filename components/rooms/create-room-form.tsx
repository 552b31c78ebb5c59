'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { createRoomAction } from '@/lib/rooms/actions'
import { roomLimits } from '@/lib/rooms/rules'
import { RoomFields, type RoomFieldValues } from './room-fields'

const usual: RoomFieldValues = {
  name: '',
  description: '',
  subject: 'other',
  maxMembers: roomLimits.members.usual,
  visibility: 'public',
  lifetime: 'temporary',
}

/** Opens a room. Works without JavaScript. */
export function CreateRoomForm() {
  const [state, submit] = useFormAction(createRoomAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <RoomFields state={state} usual={usual} />
      <SubmitButton className="justify-self-start">Create room</SubmitButton>
    </form>
  )
}
