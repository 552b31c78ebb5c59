'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { errorOf, typedIn } from '@/lib/form-state'
import { joinRoomAction } from '@/lib/rooms/actions'

/** Joins a room by the six characters somebody read out. Works without JavaScript. */
export function JoinByCodeForm() {
  const [state, submit] = useFormAction(joinRoomAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <TextField
        label="Room code"
        name="code"
        required
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="K7QX2M"
        description="Six letters and digits. Upper or lower case."
        defaultValue={typedIn(state, 'code')}
        error={errorOf(state, 'code')}
      />
      <SubmitButton className="justify-self-start">Join room</SubmitButton>
    </form>
  )
}
