/** What the person set: `.env`, over it `.env.local` (Next's order), over both the real environment. Without blanks. */
export function readSettings(root: string, real: Record<string, string | undefined>): Record<string, string | undefined>
