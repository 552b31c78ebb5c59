/** What a mail says, as text and as simple HTML of the same words. Pure. */

/** One mail before it has a recipient. */
export type Email = { subject: string; text: string; html: string }

/** The one thing to do, as a button; the address is also written out. */
type EmailLink = { label: string; href: string }

type EmailParts = { subject: string; greeting: string; paragraphs: string[]; link?: EmailLink; footer: string }

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/

/**
 * An address that can stand in a header.
 * @throws Error when a line break or another control character would let it end the header.
 */
export function checkedAddress(address: string): string {
  if (controlCharacters.test(address) || /[\s<>,;]/.test(address) || !address.includes('@'))
    throw new Error('Not an address that an email can be sent to.')
  return address
}

/** A subject that can stand in a header; throws like `checkedAddress`. */
export function checkedSubject(subject: string): string {
  if (controlCharacters.test(subject)) throw new Error('A subject is one line without control characters.')
  return subject
}

/** Writes the email in both forms. Everything is escaped: names in it were chosen by strangers. */
export function writeEmail({ subject, greeting, paragraphs, link, footer }: EmailParts): Email {
  const linkText = link ? [`${link.label}:\n${link.href}`] : []
  const text = [greeting, ...paragraphs, ...linkText, footer].join('\n\n')
  return { subject, text, html: page(subject, greeting, paragraphs, link, footer) }
}

function page(subject: string, greeting: string, paragraphs: string[], link: EmailLink | undefined, footer: string) {
  const lines = [greeting, ...paragraphs]
    .map((line) => `<p dir="auto" style="margin:0 0 16px;overflow-wrap:anywhere">${escapeHtml(line)}</p>`)
    .join('')
  const quiet = 'color:#6b5a4c;font-size:14px'
  const button = link
    ? `<p style="margin:24px 0"><a href="${escapeHtml(link.href)}" style="background:#a4482a;color:#fff;padding:12px 22px;border-radius:10px;text-decoration:none;font-weight:600;display:inline-block">${escapeHtml(link.label)}</a></p><p style="margin:0 0 16px;${quiet}">If the button does nothing, open this address:<br><a href="${escapeHtml(link.href)}" style="color:#a4482a;word-break:break-all">${escapeHtml(link.href)}</a></p>`
    : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head><body style="margin:0;background:#f6efe6;color:#2b211a;font:16px/1.6 Georgia,serif"><div style="max-width:520px;margin:0 auto;padding:32px 20px"><p style="margin:0 0 20px;font-size:20px;font-weight:700">VirtualCafe</p><div style="background:#fffaf3;border:1px solid #e6d8c7;border-radius:16px;padding:28px">${lines}${button}</div><p style="margin:20px 4px 0;${quiet}">${escapeHtml(footer)}</p></div></body></html>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
