import { cva, type VariantProps } from 'class-variance-authority'
import { type ComponentProps, cloneElement, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { cn } from './cn'
import { Spinner } from './spinner'

/** The look of a button, for the rare element that cannot be a `Button`. */
export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md border border-transparent font-medium',
    'whitespace-nowrap select-none transition active:translate-y-px',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-70',
    "[&_svg:not([class*='size-'])]:size-4.5",
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-press hover:bg-accent-hover',
        secondary: 'border-line bg-glass-raised text-ink hover:bg-wash-strong',
        ghost: 'text-ink-soft hover:bg-wash-strong hover:text-ink',
        danger: 'bg-danger-fill text-on-danger shadow-press hover:opacity-90',
        link: 'rounded-xs text-accent underline decoration-1 underline-offset-4 hover:decoration-2 active:translate-y-0',
      },
      size: {
        sm: 'h-9 rounded-sm px-3 text-sm',
        md: 'h-11 px-4.5 text-base',
        lg: 'h-13 rounded-lg px-6 text-base sm:text-lg',
        icon: 'touch-target size-10 px-0',
      },
    },
    compoundVariants: [{ variant: 'link', className: 'h-auto px-0' }],
    defaultVariants: { variant: 'primary', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** Work is under way: shows a spinner, keeps the width and the focus, ignores presses. */
    pending?: boolean
    /** Draw as another element, e.g. `<Link href="/rooms" />`; it receives the look, the children and every prop. */
    render?: ReactElement<Record<string, unknown>>
  }

function ignorePress(event: MouseEvent) {
  event.preventDefault()
}

/**
 * A button that says what it does. `type` is `button` unless given; use `SubmitButton` inside forms.
 * An icon-only button (`size="icon"`) needs an `aria-label`.
 */
export function Button({ variant, size, pending = false, render, className, type, children, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (render) {
    return cloneElement(render, { ...props, className: cn(classes, render.props.className as string), children })
  }
  return (
    <button
      {...props}
      type={type ?? 'button'}
      className={classes}
      {...(pending && { 'aria-disabled': true, 'aria-busy': true, onClick: ignorePress })}
    >
      <PendingContent pending={pending}>{children}</PendingContent>
    </button>
  )
}

function PendingContent({ pending, children }: { pending: boolean; children: ReactNode }) {
  if (!pending) return children
  return (
    <>
      <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
      <Spinner className="absolute size-5" />
    </>
  )
}
