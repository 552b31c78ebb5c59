'use client'

import { LogOut, Search, Settings, User } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useTellLoggingOut } from '@/components/actions/logging-out'
import { useFormAction } from '@/components/actions/use-form-action'
import { parseTheme } from '@/components/ambience/theme'
import { setTheme, useTheme } from '@/components/ambience/use-theme'
import { Avatar } from '@/components/ui/avatar'
import { Kbd } from '@/components/ui/kbd'
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import type { FormState } from '@/lib/form-state'
import { routes } from '@/lib/routes'
import { paletteKeyLabel } from './palette/palette-key'
import { openPalette } from './palette/palette-opening'
import { themeChoices } from './theme-switcher'

/** Who is logged in, as the frame shows it. */
export type FrameViewer = { id: string; username: string; avatarUrl: string | null; level: number; isVerified: boolean }

/** The server action that ends the session and redirects to the landing page; the page passes it in. */
export type LogOutAction = (state: FormState<never>, form: FormData) => Promise<FormState<never>>

/** The form that logs out; whoever sends it does what the menu does. */
export const logOutFormId = 'log-out'

/** The person's own corner: who they are, day or night, and the way out. */
export function UserMenu({ viewer, logOutAction }: { viewer: FrameViewer; logOutAction: LogOutAction }) {
  const [state, logOut, isLoggingOut] = useFormAction(logOutAction)
  useTellLoggingOut(isLoggingOut)
  useEffect(() => {
    if (state.status === 'error')
      toast({ title: 'You are still logged in', description: state.message, tone: 'warning' })
  }, [state])
  const theme = useTheme()
  const formRef = useRef<HTMLFormElement>(null)
  return (
    <>
      <Menu>
        <MenuTrigger className="touch-target flex max-w-full min-w-0 items-center gap-3 rounded-full transition-colors hover:bg-wash-strong data-popup-open:bg-wash-strong xl:w-full xl:rounded-md xl:p-2">
          <Avatar name={viewer.username} src={viewer.avatarUrl} size="md" className="xl:size-9" />
          <span className="sr-only">Your menu, </span>
          <span className="sr-only min-w-0 text-left leading-tight xl:not-sr-only">
            <span className="block truncate font-medium text-ink">{viewer.username}</span>
            <span className="block text-sm text-ink-faint">Level {viewer.level}</span>
          </span>
        </MenuTrigger>
        <MenuContent side="top" align="start" className="w-72">
          <div className="flex items-center gap-3 px-3 py-2 xl:hidden">
            <div className="min-w-0 leading-tight">
              <p className="truncate font-medium text-ink">{viewer.username}</p>
              <p className="text-sm text-ink-faint">Level {viewer.level}</p>
            </div>
          </div>
          <PaletteItem />
          <MenuLink render={<Link href={routes.profile} />}>
            <User aria-hidden="true" strokeWidth={1.75} />
            Your profile
          </MenuLink>
          <MenuLink render={<Link href={routes.settings} />}>
            <Settings aria-hidden="true" strokeWidth={1.75} />
            Settings
          </MenuLink>
          <MenuSeparator />
          <MenuRadioGroup value={theme} onValueChange={(value) => setTheme(parseTheme(String(value)))}>
            <MenuLabel>Theme</MenuLabel>
            {themeChoices.map(({ value, label, icon: Icon }) => (
              <MenuRadioItem key={value} value={value}>
                <Icon aria-hidden="true" strokeWidth={1.75} />
                {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuItem onClick={() => formRef.current?.requestSubmit()}>
            <LogOut aria-hidden="true" strokeWidth={1.75} />
            Log out
          </MenuItem>
        </MenuContent>
      </Menu>
      {/* The form lives outside the menu, which is gone from the page the moment an item is pressed. */}
      <form ref={formRef} id={logOutFormId} action={logOut} hidden />
    </>
  )
}

/** For whoever has no keyboard, or does not know the key. Drawn in the browser only, which knows its keyboard. */
function PaletteItem() {
  const { text, aria } = paletteKeyLabel(navigator.platform)
  return (
    <MenuItem onClick={openPalette} aria-keyshortcuts={aria}>
      <Search aria-hidden="true" strokeWidth={1.75} />
      Search or jump to…
      <Kbd aria-hidden="true" className="ml-auto hidden shrink-0 whitespace-nowrap pointer-fine:inline-grid">
        {text}
      </Kbd>
    </MenuItem>
  )
}
