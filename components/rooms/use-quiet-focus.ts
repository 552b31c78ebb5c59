'use client'

import { useCallback, useEffect, useRef } from 'react'
import { toast } from '@/components/ui/toast'
import { excerptOf, partsOf } from '@/lib/rooms/messages/text'
import type { MessageView } from '@/lib/rooms/views'

type Waiting = { messages: number; mentions: number; arrivals: string[] }

const nothing = (): Waiting => ({ messages: 0, mentions: 0, arrivals: [] })

/** One sentence about what waited: "3 messages, 1 of them for you. ada sat down." Null when nothing did. */
function summaryOf({ messages, mentions, arrivals }: Waiting): string | null {
  const said = messages === 1 ? '1 message' : `${messages} messages`
  const forYou = mentions > 0 ? `, ${mentions} of them for you` : ''
  const names = arrivals.length > 2 ? `${arrivals.length} people` : arrivals.join(' and ')
  const parts = [messages > 0 ? `${said}${forYou}.` : '', arrivals.length > 0 ? `${names} joined.` : '']
  return parts.filter(Boolean).join(' ') || null
}

const namesPerson = (body: string, username: string) =>
  partsOf(body).some((part) => part.kind === 'mention' && part.username.toLowerCase() === username.toLowerCase())

/**
 * What would pop up waits while the timer is in focus, and is summed up in one sentence when the break comes. Outside of
 * focus only a mention that arrives while the page is hidden is worth a toast.
 */
export function useQuietFocus(viewer: { id: string; username: string }, isFocus: boolean) {
  const waiting = useRef(nothing())
  const isQuiet = useRef(isFocus)

  useEffect(() => {
    const wasQuiet = isQuiet.current
    isQuiet.current = isFocus
    if (!wasQuiet || isFocus) return
    const summary = summaryOf(waiting.current)
    waiting.current = nothing()
    if (summary) toast({ title: 'While you were focusing', description: summary })
  }, [isFocus])

  const onMessage = useCallback(
    (message: MessageView) => {
      if (!message.author || message.author.id === viewer.id || message.isHidden) return
      const isMention = namesPerson(message.body, viewer.username)
      if (isQuiet.current) {
        waiting.current.messages++
        if (isMention) waiting.current.mentions++
      } else if (isMention && document.hidden) {
        toast({ title: `${message.author.username} mentioned you`, description: excerptOf(message.body) })
      }
    },
    [viewer.id, viewer.username],
  )
  const onArrival = useCallback((username: string) => {
    if (isQuiet.current) waiting.current.arrivals.push(username)
  }, [])
  return { onMessage, onArrival }
}
