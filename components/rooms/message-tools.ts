'use client'

import { createMenuHandle } from '@/components/ui/menu'
import { createPopoverHandle } from '@/components/ui/popover'
import type { RoomRole } from '@/lib/rooms/rules'
import type { MessageView } from '@/lib/rooms/views'
import type { DraftPlace } from './draft-store'
import type { Mentionable } from './use-mention-autocomplete'
import type { MessageChange } from './use-room-chat'

/** What a menu is opened for. */
export type OpenedMessage = { message: MessageView; onEdit: () => void }

/** Ties the buttons at every message to the one menu and the one picker of the conversation. */
export const createMessageHandles = () => ({
  more: createMenuHandle<OpenedMessage>(),
  react: createPopoverHandle<OpenedMessage>(),
})

export type MessageHandles = ReturnType<typeof createMessageHandles>

/** What can be done with a message, and by whom. */
export type MessageTools = {
  /** Where words in the making are kept. */
  place: DraftPlace
  viewer: { id: string; username: string }
  role: RoomRole
  ownerId: string | null
  handles: MessageHandles
  /** Whom one may name. */
  others: readonly Mentionable[]
  nameOf: (id: string) => string | undefined
  onReply: (message: MessageView) => void
  onReport: (message: MessageView) => void
  onChange: (seq: number, change: MessageChange) => Promise<void>
  /** Saves new words; answers why not, or null when they are saved. */
  onEdit: (seq: number, body: string) => Promise<string | null>
}
