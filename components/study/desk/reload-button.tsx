'use client'

import { Button } from '@/components/ui/button'
import { keepTypedTasks } from '../tasks/typed-tasks'

/** What to do about a page that is older than the server, for toasts and buttons. */
export const reload = {
  label: 'Reload',
  onPress() {
    keepTypedTasks()
    location.reload()
  },
}

/** Beside the words that ask for it. */
export function ReloadButton() {
  return (
    <Button variant="secondary" size="sm" onClick={reload.onPress}>
      {reload.label}
    </Button>
  )
}
