import type { ComponentProps } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { Tooltip } from './tooltip'

/** A round button in the bar under the timer: an icon with its name on hover and focus. */
export function ToolButton({ label, className, ...props }: ComponentProps<typeof Button> & { label: string }) {
  return (
    <Tooltip content={label}>
      <Button
        {...props}
        variant="ghost"
        size="icon"
        aria-label={label}
        className={cn('size-11 rounded-full', className)}
      />
    </Tooltip>
  )
}
