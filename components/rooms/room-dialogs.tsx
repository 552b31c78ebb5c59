'use client'

import { AlertDialog } from '@/components/ui/alert-dialog'
import { can } from '@/lib/rooms/rules'
import type { Room } from '@/lib/rooms/views'
import { ReportDialog, type Reported } from './report-dialog'
import { RoomSettings } from './room-settings'
import type { Question } from './use-person-tools'

/** What opens over the room: a question before what cannot be taken back, a report, the settings. */
export function RoomDialogs({
  room,
  question,
  onAnswer,
  onWithdraw,
  reported,
  onReportClose,
  isSettingsOpen,
  onSettingsOpenChange,
}: {
  room: Room
  question: Question | null
  onAnswer: () => Promise<void> | undefined
  onWithdraw: () => void
  reported: Reported | null
  onReportClose: () => void
  isSettingsOpen: boolean
  onSettingsOpenChange: (isOpen: boolean) => void
}) {
  return (
    <>
      <AlertDialog
        open={question !== null}
        onOpenChange={(isOpen) => !isOpen && onWithdraw()}
        title={question?.title ?? ''}
        description={question?.description ?? ''}
        confirmLabel={question?.confirmLabel ?? ''}
        onConfirm={onAnswer}
      />
      <ReportDialog code={room.code} reported={reported} onClose={onReportClose} />
      {can(room.role, 'moderate') ? (
        <RoomSettings room={room} isOpen={isSettingsOpen} onOpenChange={onSettingsOpenChange} />
      ) : null}
    </>
  )
}
