'use client'

import { Keyboard } from 'lucide-react'
import { SwitchField } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { ToolButton } from '@/components/ui/tool-button'
import { useDesk, usePreferences } from '../desk/desk-context'
import { shortcuts } from '../desk/use-shortcuts'

/** The keys of the desk, and the switch that takes them away. */
export function ShortcutsHelp({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { preferences } = useDesk()
  const { shortcuts: isOn } = usePreferences()
  return (
    <>
      <ToolButton label="Keyboard shortcuts" className="hidden md:inline-flex" onClick={() => onOpenChange(true)}>
        <Keyboard aria-hidden="true" strokeWidth={1.75} />
      </ToolButton>
      <Dialog open={isOpen} onOpenChange={onOpenChange} title="Keyboard shortcuts">
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
          {shortcuts.map(({ keys, does }) => (
            <div key={keys} className="col-span-2 grid grid-cols-subgrid items-center">
              <dt>
                <Kbd>{keys}</Kbd>
              </dt>
              <dd className="text-ink-soft">{does}</dd>
            </div>
          ))}
        </dl>
        <SwitchField
          label="Use these keys"
          description="When off, only Tab, Enter and Space on a button work."
          checked={isOn}
          onChange={(event) => preferences.change({ shortcuts: event.target.checked })}
        />
      </Dialog>
    </>
  )
}
