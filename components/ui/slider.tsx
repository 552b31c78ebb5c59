import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { cn } from './cn'

/** A value on a line, e.g. a volume. A native range: keys, touch and screen readers as everywhere. */
export function Slider({
  label,
  valueText,
  icon,
  className,
  ...control
}: Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  label: string
  /** The value in words, shown at the end and said: "40 %". */
  valueText: string
  icon?: ReactNode
  className?: string
}) {
  const id = useId()
  return (
    <div className={cn('grid grid-cols-[auto_1fr_auto] items-center gap-x-3', className)}>
      <label
        htmlFor={id}
        className="flex w-34 items-center whitespace-nowrap gap-2.5 text-base text-ink [&_svg]:size-4.5 [&_svg]:text-ink-faint"
      >
        {icon}
        {label}
      </label>
      <input
        {...control}
        id={id}
        type="range"
        aria-valuetext={valueText}
        className={cn(
          'h-11 w-full min-w-0 cursor-pointer appearance-none rounded-sm bg-transparent accent-accent',
          '[&::-webkit-slider-runnable-track]:h-1.5 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line',
          '[&::-webkit-slider-thumb]:-mt-1.75 [&::-webkit-slider-thumb]:size-5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-0 [&::-webkit-slider-thumb]:bg-accent',
          '[&::-moz-range-track]:h-1.5 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line',
          '[&::-moz-range-thumb]:size-5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent',
        )}
      />
      <span aria-hidden="true" className="w-11 text-right text-sm text-ink-faint tabular-nums">
        {valueText}
      </span>
    </div>
  )
}
