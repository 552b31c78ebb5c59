import { cn } from '@/components/ui/cn'

/** Our mark: a cup from above whose rim is a timer. The lit arc is the time still to go. */
function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" className={cn('size-8', className)}>
      <path
        d="M26.2 12.2h1.3a3.8 3.8 0 0 1 0 7.6h-1.3"
        className="stroke-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="14.5" cy="16" r="12" className="stroke-ink-faint" strokeWidth="2.6" opacity="0.45" />
      <path d="M14.5 4a12 12 0 1 1-11.41 15.7" className="stroke-accent" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="14.5" cy="16" r="7.6" className="fill-accent" />
      <path
        d="M14.5 20.6c-3-2-4.3-3.5-4.3-5.2a2.3 2.3 0 0 1 4.3-1.2 2.3 2.3 0 0 1 4.3 1.2c0 1.7-1.3 3.2-4.3 5.2Z"
        className="fill-on-accent"
      />
    </svg>
  )
}

/** The mark with the name beside it. The name is text, so that it is read and found. */
export function Brand({ className, nameClassName }: { className?: string; nameClassName?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2.5', className)}>
      <Mark className="shrink-0" />
      <span className={cn('font-serif text-lg font-[520] tracking-tight text-ink', nameClassName)}>VirtualCafe</span>
    </span>
  )
}
