'use client'

import { type FormEvent, useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { TextAreaField } from '@/components/ui/field'
import { toast } from '@/components/ui/toast'
import { reportAction } from '@/lib/rooms/actions'

/** What is reported: a message, or a person. */
export type Reported = { username: string; seq?: number; personId?: string }

/** Asks what happened, in a few words. */
export function ReportDialog({
  code,
  reported,
  onClose,
}: {
  code: string
  reported: Reported | null
  onClose: () => void
}) {
  const [error, setError] = useState<string>()
  const [isPending, start] = useTransition()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    start(async () => {
      const { seq, personId } = reported ?? {}
      const result = await callAction(reportAction, { code, reason, seq, personId })
      if (!result.ok) return setError(result.fields.reason ?? result.message)
      toast({
        title: 'Thank you',
        description: 'We kept the messages around it and will take a look.',
        tone: 'success',
      })
      setError(undefined)
      onClose()
    })
  }

  return (
    <Dialog
      title={`Report ${reported?.username ?? ''}`}
      description="The messages around it are kept with your report. Nobody is told who reported."
      open={reported !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form onSubmit={submit} onInput={() => setError(undefined)} noValidate className="grid gap-5">
        <TextAreaField label="What happened?" name="reason" error={error} />
        <div className="flex flex-wrap justify-end gap-3">
          <DialogClose render={<Button variant="secondary">Never mind</Button>} />
          <Button type="submit" pending={isPending}>
            Send report
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
