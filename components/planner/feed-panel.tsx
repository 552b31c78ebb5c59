'use client'

import { useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { toast } from '@/components/ui/toast'
import { endCalendarFeedAction, replaceCalendarFeedAction } from '@/lib/planner/actions'

/** The private calendar address: made on demand, shown once, replaced or ended at will. */
export function FeedPanel({ hasFeed }: { hasFeed: boolean }) {
  const [url, setUrl] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()

  function make() {
    startTransition(async () => {
      const result = await callAction(replaceCalendarFeedAction, {})
      if (result.ok) setUrl(result.data.url)
      else toast({ title: result.message, tone: 'danger' })
    })
  }

  async function copy() {
    if (!url) return
    try {
      // There is no clipboard on a page without https.
      await navigator.clipboard.writeText(url)
      toast({ title: 'Copied', tone: 'success' })
    } catch {
      toast({ title: 'We couldn’t copy it. Select it and copy it yourself.', tone: 'warning' })
    }
  }

  async function end() {
    const result = await callAction(endCalendarFeedAction, {})
    if (result.ok) setUrl(null)
    toast(result.ok ? { title: 'Link revoked' } : { title: result.message, tone: 'danger' })
  }

  return (
    <div className="grid gap-3">
      <p className="text-ink-soft">
        A private link for the calendar on your phone or laptop. Anyone who has it can read your plans, so keep it
        private. A new link revokes the old one.
      </p>
      {url ? (
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            label="Your calendar link"
            description="Shown only once. Subscribe to it in your calendar app."
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
            className="min-w-0 flex-1 basis-72"
          />
          <Button variant="secondary" onClick={copy} className="mb-7">
            Copy
          </Button>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" pending={isPending} onClick={make}>
          {hasFeed || url ? 'Replace the link' : 'Create the link'}
        </Button>
        {hasFeed || url ? (
          <AlertDialog
            trigger={<Button variant="ghost">Revoke the link</Button>}
            title="Revoke the calendar link?"
            description="Calendars that use it stop getting your plans."
            confirmLabel="Revoke the link"
            onConfirm={end}
          />
        ) : null}
      </div>
    </div>
  )
}
