'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { MessageView } from '@/lib/rooms/views'
import { readReply, writeReply } from './draft-store'

/** The message being answered, as it stands now; which one it is survives a reload, as the words of the answer do. */
export function useReply(code: string, messages: readonly MessageView[]) {
  const [chosen, setChosen] = useState<MessageView | null>(null)
  const latest = useRef(messages)
  useEffect(() => {
    latest.current = messages
  }, [messages])
  useEffect(() => {
    const kept = readReply(code)
    const message = latest.current.find(({ seq }) => seq === kept)
    if (message) setChosen((now) => now ?? message)
  }, [code])
  const choose = useCallback(
    (message: MessageView | null) => {
      setChosen(message)
      writeReply(code, message?.seq ?? null)
    },
    [code],
  )
  return [chosen && (messages.find(({ seq }) => seq === chosen.seq) ?? chosen), choose] as const
}
