'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { toastFailure } from '@/components/actions/toast-failure'
import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { SwitchField } from '@/components/ui/choice'
import { Sheet } from '@/components/ui/sheet'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionResult } from '@/lib/form-state'
import { changeRoomAction, closeRoomAction, liftBanAction, listBansAction, lockRoomAction } from '@/lib/rooms/actions'
import { can } from '@/lib/rooms/rules'
import type { Room } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { RoomFields } from './room-fields'

/** What this host can decide about the room itself: everything, or, while the owner is away, what keeps order. */
export function RoomSettings({ room, isOpen, onOpenChange }: Props) {
  const canChange = can(room.role, 'changeSettings')
  return (
    <Sheet title="Room settings" open={isOpen} onOpenChange={onOpenChange}>
      <div className="grid gap-8 pt-1">
        {canChange ? null : (
          <p className="text-sm text-ink-soft">
            You are the acting host while the owner is away. Only the owner can change or close this room.
          </p>
        )}
        <LockSwitch room={room} />
        {canChange ? <DetailsForm room={room} onSaved={() => onOpenChange(false)} /> : null}
        <BanList code={room.code} isOwnOnly={!can(room.role, 'manageBans')} />
        {can(room.role, 'close') ? <CloseRoom room={room} /> : null}
      </div>
    </Sheet>
  )
}

type Props = { room: Room; isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

function LockSwitch({ room }: { room: Room }) {
  const [isLocked, setIsLocked] = useState(room.isLocked)
  const [, start] = useTransition()
  function change(wanted: boolean) {
    setIsLocked(wanted)
    start(async () => {
      const result = await callAction(lockRoomAction, { code: room.code, isLocked: wanted })
      if (result.ok) return
      setIsLocked(!wanted)
      toastFailure(wanted ? "Couldn't lock the room" : "Couldn't unlock the room", result)
    })
  }
  return (
    <SwitchField
      label="Lock the room"
      description="Nobody else can join. People inside stay. It unlocks once everyone has left."
      checked={isLocked}
      onChange={(event) => change(event.target.checked)}
    />
  )
}

function DetailsForm({ room, onSaved }: { room: Room; onSaved: () => void }) {
  const [state, submit] = useFormAction(changeRoomAction)
  const form = useFirstError(state)
  useEffect(() => {
    if (state.status === 'done') onSaved()
  }, [state, onSaved])
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <input type="hidden" name="code" value={room.code} />
      <RoomFields
        state={state}
        usual={{
          name: room.name,
          description: room.description,
          subject: room.subject,
          maxMembers: room.maxMembers,
          visibility: room.isPublic ? 'public' : 'private',
          lifetime: room.isTemporary ? 'temporary' : 'kept',
        }}
      />
      <SubmitButton className="justify-self-start">Save changes</SubmitButton>
    </form>
  )
}

type Bans = { id: string; username: string }[]
/** Why there is no list, for a person. */
type Problem = string

function bansFrom(result: ActionResult<Bans>): Bans | Problem {
  if (result.ok) return result.data
  return result.isStale ? result.message : 'We couldn’t load the list.'
}

function BanList({ code, isOwnOnly }: { code: string; isOwnOnly: boolean }) {
  const [bans, setBans] = useState<Bans | Problem | null>(null)
  useEffect(() => {
    let isCurrent = true
    callAction(listBansAction, { code }).then((result) => isCurrent && setBans(bansFrom(result)))
    return () => {
      isCurrent = false
    }
  }, [code])
  async function lift(personId: string) {
    const result = await callAction(liftBanAction, { code, personId })
    if (result.ok) setBans((now) => (Array.isArray(now) ? now.filter(({ id }) => id !== personId) : now))
    else toastFailure("Couldn't lift the ban", result)
  }
  return (
    <section aria-labelledby="bans-heading" className="grid gap-2">
      <h3 id="bans-heading" className="text-lg text-ink">
        {isOwnOnly ? 'Banned by you' : 'Banned'}
      </h3>
      {typeof bans === 'string' ? <p className="text-sm text-ink-soft">{bans}</p> : null}
      {Array.isArray(bans) && bans.length === 0 ? <p className="text-sm text-ink-soft">No one is banned.</p> : null}
      <ul aria-label="Banned people" className="grid gap-1">
        {(Array.isArray(bans) ? bans : []).map(({ id, username }) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <span className="truncate text-ink">{username}</span>
            <Button size="sm" variant="secondary" aria-label={`Lift ban: ${username}`} onClick={() => void lift(id)}>
              Lift ban
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function CloseRoom({ room }: { room: Room }) {
  const router = useRouter()
  async function close() {
    const result = await callAction(closeRoomAction, { code: room.code })
    if (result.ok) router.push(routes.dashboard)
    else toastFailure("Couldn't close the room", result)
  }
  return (
    <AlertDialog
      title={
        <>
          Close <bdi>{room.name}</bdi>?
        </>
      }
      description="Everyone leaves and the conversation is deleted. People keep what they studied."
      confirmLabel="Close room"
      onConfirm={close}
      trigger={
        <Button variant="danger" className="justify-self-start">
          Close room
        </Button>
      }
    />
  )
}
