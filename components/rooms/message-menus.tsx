'use client'

import { Flag, MoreHorizontal, Pencil, Reply, SmilePlus, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { createMenuHandle, Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { createPopoverHandle, PopoverTrigger, SharedPopover } from '@/components/ui/popover'
import { canDelete, canEdit } from '@/lib/rooms/rules'
import type { MessageView } from '@/lib/rooms/views'
import { EmojiPane } from './emoji-button'
import type { MessageTools } from './message-item'

/** What a menu is opened for. */
type Opened = { message: MessageView; onEdit: () => void }

/** Ties the buttons at every message to the one menu and the one picker of the conversation. */
export const createMessageHandles = () => ({
  more: createMenuHandle<Opened>(),
  react: createPopoverHandle<Opened>(),
})

export type MessageHandles = ReturnType<typeof createMessageHandles>

/** What can be done with a message, at hand when it is pointed at or focused. */
export function MessageToolbar({ handles, ...opened }: Opened & { handles: MessageHandles }) {
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = bar.current
    // The message was deleted under an open menu: without its button the menu would stay, for nothing.
    return () => {
      if (!element?.querySelector('[data-popup-open]')) return
      handles.more.close()
      handles.react.close()
    }
  }, [handles])
  const look = 'size-8 bg-solid [@media(hover:none)]:bg-transparent'
  return (
    <div
      ref={bar}
      className="absolute -top-3 right-1 flex rounded-sm opacity-0 transition-opacity group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-data-popup-open:opacity-100 [@media(hover:none)]:top-0 [@media(hover:none)]:opacity-60"
    >
      <PopoverTrigger
        handle={handles.react}
        payload={opened}
        render={<Button variant="ghost" size="icon" aria-label="React" className={look} />}
      >
        <SmilePlus aria-hidden="true" strokeWidth={1.75} />
      </PopoverTrigger>
      <MenuTrigger
        handle={handles.more}
        payload={opened}
        render={<Button variant="ghost" size="icon" aria-label="More about this message" className={look} />}
      >
        <MoreHorizontal aria-hidden="true" strokeWidth={1.75} />
      </MenuTrigger>
    </div>
  )
}

/** One for the whole conversation: a menu at every message would be most of what a message costs to draw. */
export function MessageMenus({ handles, tools }: { handles: MessageHandles; tools: MessageTools }) {
  return (
    <>
      <SharedPopover handle={handles.react} side="top" align="end">
        {({ message }) => (
          <EmojiPane
            onPick={(emoji) => {
              handles.react.close()
              void tools.onChange(message.seq, { kind: 'react', emoji, isOn: true })
            }}
          />
        )}
      </SharedPopover>
      <Menu handle={handles.more}>
        {({ payload }) => <MenuContent>{payload ? <Choices {...payload} tools={tools} /> : null}</MenuContent>}
      </Menu>
    </>
  )
}

function Choices({ message, onEdit, tools }: Opened & { tools: MessageTools }) {
  const { viewer, role, ownerId, onReply, onReport, onChange } = tools
  const asked = { authorId: message.author?.id ?? null, createdAt: message.createdAt, isDeleted: message.isDeleted }
  const isOwn = message.author?.id === viewer.id
  return (
    <>
      <MenuItem onClick={() => onReply(message)}>
        <Reply aria-hidden="true" />
        Reply
      </MenuItem>
      {canEdit(asked, viewer.id, Date.now()) ? (
        <MenuItem onClick={onEdit}>
          <Pencil aria-hidden="true" />
          Edit
        </MenuItem>
      ) : null}
      {isOwn ? null : (
        <MenuItem onClick={() => onReport(message)}>
          <Flag aria-hidden="true" />
          Report
        </MenuItem>
      )}
      {canDelete(asked, viewer.id, { role, ownerId }) ? (
        <MenuItem tone="danger" onClick={() => void onChange(message.seq, { kind: 'delete' })}>
          <Trash2 aria-hidden="true" />
          Delete
        </MenuItem>
      ) : null}
    </>
  )
}
