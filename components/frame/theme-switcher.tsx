'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useId } from 'react'
import { parseTheme, type Theme } from '@/components/ambience/theme'
import { setTheme, useTheme } from '@/components/ambience/use-theme'
import { SegmentedField } from '@/components/ui/choice'

export const themeChoices: readonly { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: 'light', label: 'Day', icon: Sun },
  { value: 'dark', label: 'Night', icon: Moon },
  { value: 'system', label: 'Device', icon: Monitor },
]

/** Day, night, or as the device says. Takes effect at once and is remembered in a cookie. */
export function ThemeSwitcher({ className, isLegendHidden }: { className?: string; isLegendHidden?: boolean }) {
  const theme = useTheme()
  const name = useId()
  return (
    <SegmentedField
      legend="Theme"
      isLegendHidden={isLegendHidden}
      name={name}
      value={theme}
      onValueChange={(value) => setTheme(parseTheme(value))}
      options={themeChoices.map(({ value, label, icon: Icon }) => ({
        value,
        label: (
          <>
            <Icon aria-hidden="true" strokeWidth={1.75} className="size-4" />
            {label}
          </>
        ),
      }))}
      className={className}
    />
  )
}
