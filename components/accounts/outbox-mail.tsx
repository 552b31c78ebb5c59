import { Panel } from '@/components/ui/panel'
import { linesWithLinks } from '@/lib/mail/lines-with-links'

/** One mail as its recipient would read it, its links clickable. */
export function OutboxMailView({
  mail,
}: {
  mail: { id: string; to: string; subject: string; text: string; createdAt: Date }
}) {
  return (
    <Panel as="article" data-mail-to={mail.to} aria-labelledby={`mail-${mail.id}`}>
      <h2 id={`mail-${mail.id}`} dir="auto" className="text-lg wrap-anywhere text-ink">
        {mail.subject}
      </h2>
      <p className="text-sm break-all text-ink-faint">
        To {mail.to} · <time dateTime={mail.createdAt.toISOString()}>{mail.createdAt.toUTCString()}</time>
      </p>
      <p dir="auto" className="mt-4 wrap-anywhere whitespace-pre-line text-ink-soft">
        {linesWithLinks(mail.text).map((part, index) =>
          part.isLink ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text of a mail never changes
            <a key={index} href={part.text} className="break-all text-accent underline underline-offset-4">
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </Panel>
  )
}
