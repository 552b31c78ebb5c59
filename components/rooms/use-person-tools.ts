'use client'

import { useCallback, useMemo, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { toastFailure } from '@/components/actions/toast-failure'
import { blockPersonAction } from '@/lib/accounts/actions'
import type { ActionResult } from '@/lib/form-state'
import { muteMemberAction, removeMemberAction, transferHostAction } from '@/lib/rooms/actions'
import { can } from '@/lib/rooms/rules'
import type { Room } from '@/lib/rooms/views'
import type { PersonTools } from './people-panel'
import type { Reported } from './report-dialog'

/** What is asked before what cannot be taken back. */
export type Question = {
  title: string
  description: string
  confirmLabel: string
  /** What the person reads when it came to nothing. */
  failed: string
  act: () => Promise<ActionResult<unknown>>
}

/** What can be done with people. `question`: what waits for a yes; `answer` does it, `withdraw` does not. */
export function usePersonTools(room: Room, reload: () => Promise<void>, onReport: (reported: Reported) => void) {
  const [question, setQuestion] = useState<Question | null>(null)
  const { code, ownerId } = room
  const canModerate = can(room.role, 'moderate')
  const isOwner = room.role === 'owner'

  const run = useCallback(
    async ({ act, failed }: Pick<Question, 'act' | 'failed'>) => {
      const result = await act()
      if (!result.ok) toastFailure(failed, result)
      await reload()
    },
    [reload],
  )

  const tools = useMemo<PersonTools>(
    () => ({
      canModerate,
      ownerId,
      onMute: ({ id: personId, username }, isMuted) =>
        void run({
          failed: isMuted ? `Couldn't mute ${username}` : `Couldn't unmute ${username}`,
          act: () => callAction(muteMemberAction, { code, personId, isMuted }),
        }),
      onRemove: ({ id: personId, username }) =>
        setQuestion({
          title: `Remove ${username}?`,
          description: 'They can come back with the code. Ban them to keep them out.',
          confirmLabel: 'Remove',
          failed: `Couldn't remove ${username}`,
          act: () => callAction(removeMemberAction, { code, personId, isBanned: false }),
        }),
      onBan: ({ id: personId, username }) =>
        setQuestion({
          title: `Ban ${username}?`,
          description: 'They cannot come back until you lift the ban in the room settings.',
          confirmLabel: 'Ban',
          failed: `Couldn't ban ${username}`,
          act: () => callAction(removeMemberAction, { code, personId, isBanned: true }),
        }),
      onTransfer: ({ id: personId, username }) =>
        setQuestion({
          title: isOwner ? `Make ${username} the owner?` : `Make ${username} the host?`,
          description: isOwner
            ? 'The room becomes theirs: they decide who can change or close it.'
            : 'You’ll stay in the room, but they’ll be the host.',
          confirmLabel: isOwner ? 'Make owner' : 'Make host',
          failed: `Couldn't make ${username} the ${isOwner ? 'owner' : 'host'}`,
          act: () => callAction(transferHostAction, { code, personId }),
        }),
      onReport: ({ id, username }) => onReport({ personId: id, username }),
      onBlock: ({ id: personId, username }) =>
        setQuestion({
          title: `Block ${username}?`,
          description: 'You no longer see each other, here and in every other room.',
          confirmLabel: 'Block',
          failed: `Couldn't block ${username}`,
          act: async () => {
            const result = await callAction(blockPersonAction, { personId, isBlocked: true })
            // What they said before is taken off the screen too.
            if (result.ok) window.location.reload()
            return result
          },
        }),
    }),
    [code, ownerId, canModerate, isOwner, onReport, run],
  )
  const answer = useCallback(() => (question ? run(question) : undefined), [question, run])
  const withdraw = useCallback(() => setQuestion(null), [])
  return { tools, question, answer, withdraw }
}
