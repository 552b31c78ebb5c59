import { cn } from '@/components/ui/cn'

const chairs = [0, 60, 120, 180, 240, 300] as const
/** The chair at the front is taken: it is the visitor's. */
const yours = 180

/** A round table from above: six chairs, one of them yours, the room's code in the middle. An illustration. */
export function TableArt({ code, className }: { code: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 320 320"
      role="img"
      aria-label={`A round table seen from above with six chairs. One is yours. In the middle the example code ${code}.`}
      fill="none"
      className={className}
    >
      {chairs.map((angle) => (
        <g key={angle} transform={`rotate(${angle} 160 160)`}>
          <path
            d="M124 34c0-12 8-18 20-18h32c12 0 20 6 20 18v10c0 7-5 11-12 11h-48c-7 0-12-4-12-11Z"
            className={cn(
              'stroke-[1.5]',
              angle === yours ? 'fill-accent-soft stroke-accent' : 'fill-wash stroke-ink-faint [stroke-dasharray:4_5]',
            )}
          />
        </g>
      ))}
      <circle cx="160" cy="160" r="98" className="fill-solid stroke-glass-line" />
      <circle cx="160" cy="160" r="90" className="stroke-glass-line" />
      <g transform="translate(147 216)">
        <path d="M25 9h3.5a4.5 4.5 0 0 1 0 9H25" className="stroke-accent" strokeWidth="2.5" />
        <circle cx="13" cy="13.5" r="13" className="fill-accent" />
        <circle cx="13" cy="13.5" r="9.5" className="fill-on-accent" opacity="0.25" />
      </g>
      <text
        x="160"
        y="157"
        textAnchor="middle"
        className="fill-ink font-serif text-[2.1rem] font-[480] tracking-[0.12em]"
      >
        {code}
      </text>
      <text x="160" y="181" textAnchor="middle" className="fill-ink-faint font-sans text-[0.8rem]">
        an example code
      </text>
      <text x="160" y="291" textAnchor="middle" className="fill-ink font-sans text-[0.8rem] font-medium">
        You
      </text>
    </svg>
  )
}
