import { partsOf } from '@/lib/rooms/messages/text'

/** The words of a message: links can be pressed, mentions stand out, everything else is text and never HTML. */
export function MessageBody({ body, viewerName }: { body: string; viewerName: string }) {
  let at = 0
  return partsOf(body).map((part) => {
    const key = at
    at += part.text.length
    if (part.kind === 'text') return part.text
    if (part.kind === 'link')
      return (
        <a
          key={key}
          // Addresses and names are read from left to right, in a Hebrew sentence too.
          dir="ltr"
          href={part.href}
          target="_blank"
          rel="nofollow noopener noreferrer"
          className="break-all text-accent underline underline-offset-2"
        >
          {part.shown}
        </a>
      )
    const isMe = part.username.toLowerCase() === viewerName.toLowerCase()
    return (
      <span
        key={key}
        dir="ltr"
        className={isMe ? 'rounded-xs bg-accent-soft px-0.5 font-semibold text-accent' : 'font-medium'}
      >
        {part.text}
      </span>
    )
  })
}
