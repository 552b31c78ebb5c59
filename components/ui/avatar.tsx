import { useId } from 'react'
import { avatarArt } from './avatar-art'
import { cn } from './cn'

const sizes = { xs: 'size-6', sm: 'size-8', md: 'size-10', lg: 'size-16', xl: 'size-28' } as const

/**
 * A person: their picture, or the cup poured for their name. Decorative by default because the name usually stands
 * beside it; pass `alt` where it does not.
 */
export function Avatar({
  name,
  src,
  size = 'md',
  alt = '',
  className,
}: {
  name: string
  src?: string | null
  size?: keyof typeof sizes
  alt?: string
  className?: string
}) {
  const classes = cn('block shrink-0 rounded-full', sizes[size], className)
  if (src) {
    return (
      // biome-ignore lint/performance/noImgElement: already 256 px WebP, and next/image would add a style attribute
      <img
        src={src}
        alt={alt}
        width={256}
        height={256}
        decoding="async"
        className={cn('bg-wash object-cover', classes)}
      />
    )
  }
  return <CupAvatar name={name} alt={alt} className={classes} />
}

function CupAvatar({ name, alt, className }: { name: string; alt: string; className: string }) {
  const id = useId()
  const { palette, rotation, shapes, lineWidth } = avatarArt(name)
  return (
    <svg viewBox="0 0 64 64" className={className} role="img" aria-label={alt} aria-hidden={alt ? undefined : true}>
      <defs>
        <radialGradient id={id} cx="0.5" cy="0.44" r="0.56">
          <stop offset="0.55" stopColor={palette.crema} />
          <stop offset="0.92" stopColor={palette.rim} />
          <stop offset="1" stopColor={palette.rim} />
        </radialGradient>
      </defs>
      <circle cx="32" cy="32" r="32" fill={palette.milk} />
      <circle cx="32" cy="32" r="28.5" fill={`url(#${id})`} />
      <g transform={`rotate(${rotation} 32 32)`}>
        <g transform="translate(32 32) scale(0.9) translate(-32 -32)">
          {shapes.map((shape) =>
            shape.kind === 'fill' ? (
              <path key={shape.d} d={shape.d} fill={palette.milk} opacity={shape.opacity} />
            ) : (
              <path
                key={shape.d}
                d={shape.d}
                fill="none"
                stroke={palette.milk}
                strokeWidth={lineWidth}
                strokeLinecap="round"
                strokeLinejoin="round"
                opacity={shape.opacity}
              />
            ),
          )}
        </g>
      </g>
      <path
        d="M12 24a22 22 0 0 1 14-13"
        fill="none"
        stroke="#fff"
        strokeOpacity="0.35"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
