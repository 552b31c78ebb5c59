'use client'

import { Download, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { toastFailure } from '@/components/actions/toast-failure'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { type createMenuHandle, Menu, MenuContent, MenuItem, MenuLink } from '@/components/ui/menu'
import { routes } from '@/lib/routes'
import { hasInk } from '@/lib/text'
import { tutorLimits } from '@/lib/tutor/rules'
import type { ConversationItem } from '@/lib/tutor/views'
import type { TutorStore } from './tutor-store'

type Asked = { what: 'rename' | 'delete'; item: ConversationItem }

/** One for the whole list: rename, export, delete, and the questions that go with them. */
export function ConversationMenu({
  handle,
  store,
}: {
  handle: ReturnType<typeof createMenuHandle<ConversationItem>>
  store: TutorStore
}) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)

  async function remove(item: ConversationItem) {
    const failure = await store.remove(item.id)
    if (failure) toastFailure('Couldn’t delete the conversation', failure)
  }

  return (
    <>
      <Menu handle={handle}>
        {({ payload: item }) => (
          <MenuContent>
            {item ? (
              <>
                <MenuItem onClick={() => setAsked({ what: 'rename', item })}>
                  <Pencil aria-hidden="true" />
                  Rename
                </MenuItem>
                <MenuLink href={routes.tutorConversationExport(item.id)} download>
                  <Download aria-hidden="true" />
                  Export as Markdown
                </MenuLink>
                <MenuItem tone="danger" onClick={() => setAsked({ what: 'delete', item })}>
                  <Trash2 aria-hidden="true" />
                  Delete
                </MenuItem>
              </>
            ) : null}
          </MenuContent>
        )}
      </Menu>
      {asked?.what === 'rename' ? <RenameDialog item={asked.item} store={store} onClose={close} /> : null}
      {asked?.what === 'delete' ? (
        <AlertDialog
          open
          onOpenChange={(isOpen) => isOpen || close()}
          title="Delete this conversation?"
          description={
            <>
              “<bdi>{asked.item.title}</bdi>” is deleted for good.
            </>
          }
          confirmLabel="Delete conversation"
          onConfirm={() => remove(asked.item)}
        />
      ) : null}
    </>
  )
}

function RenameDialog({ item, store, onClose }: { item: ConversationItem; store: TutorStore; onClose: () => void }) {
  const formId = useId()
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const title = String(new FormData(event.currentTarget).get('title') ?? '')
    if (!hasInk(title)) return setProblem('Enter a title')
    setSaving(true)
    const failure = await store.rename(item.id, title.trim())
    setSaving(false)
    if (failure) setProblem(Object.values(failure.fields)[0] ?? failure.message)
    else onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title="Rename this conversation"
      footer={
        <>
          <DialogClose render={<Button variant="ghost">Never mind</Button>} />
          <Button type="submit" form={formId} pending={isSaving}>
            Rename
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} noValidate>
        <TextField
          label="Title"
          name="title"
          defaultValue={item.title}
          maxLength={tutorLimits.title}
          error={problem}
          onInput={() => setProblem(undefined)}
        />
      </form>
    </Dialog>
  )
}
