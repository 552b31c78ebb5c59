'use client'

import Link from 'next/link'
import { useFormAction } from '@/components/actions/use-form-action'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { joinRoomAction } from '@/lib/rooms/actions'
import { routes } from '@/lib/routes'

/**
 * Takes a seat in one press; says below itself when there is none. Lies in a grid of two columns, so that the button stays
 * where it was pressed.
 */
export function JoinButton({ code, name, isMember = false }: { code: string; name: string; isMember?: boolean }) {
  const [state, join] = useFormAction(joinRoomAction)
  if (isMember) {
    return (
      <Button size="sm" variant="secondary" render={<Link href={routes.room(code)} />}>
        Back to the table
        <span className="sr-only">
          : <bdi>{name}</bdi>
        </span>
      </Button>
    )
  }
  return (
    <form action={join} className="contents">
      <input type="hidden" name="code" value={code} />
      <SubmitButton size="sm">
        Join room
        <span className="sr-only">
          : <bdi>{name}</bdi>
        </span>
      </SubmitButton>
      {state.status === 'error' ? (
        <p role="alert" className="col-span-full text-sm font-medium text-danger">
          {state.message}
        </p>
      ) : null}
    </form>
  )
}
