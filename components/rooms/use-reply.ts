'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { MessageView } from '@/lib/rooms/views'
import { type DraftPlace, readReply, writeReply } from './draft-store'

/** The message being answered, as it stands now; which one it is survives a reload, as the words of the answer do. */
export function useReply(place: DraftPlace, messages: readonly MessageView[]) {
  const [chosen, setChosen] = useState<MessageView | null>(null)
  const latest = useRef(messages)
  useEffect(() => {
    latest.current = messages
  }, [messages])
  useEffect(() => {
    const kept = readReply(place)
    const message = latest.current.find(({ seq }) => seq === kept)
    if (message) setChosen((now) => now ?? message)
  }, [place])
  const choose = useCallback(
    (message: MessageView | null) => {
      setChosen(message)
      writeReply(place, message?.seq ?? null)
    },
    [place],
  )
  return [chosen && (messages.find(({ seq }) => seq === chosen.seq) ?? chosen), choose] as const
}
