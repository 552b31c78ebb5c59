import { memo, useId } from 'react'
import { avatarMarkup } from './avatar-art'
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

/** Poured once: the list around it is rendered far more often than names change. */
const CupAvatar = memo(function CupAvatar({ name, alt, className }: { name: string; alt: string; className: string }) {
  const id = useId()
  return (
    <svg
      viewBox="0 0 64 64"
      className={className}
      role="img"
      aria-label={alt}
      aria-hidden={alt ? undefined : true}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn from a hash of the name; no word of it is inside
      dangerouslySetInnerHTML={{ __html: avatarMarkup(name, id) }}
    />
  )
})
