/** Is this the name of the machine itself: any loopback address, IPv6 with or without brackets, or a `localhost` name? */
export function isLoopback(host: string): boolean
/** An address, or null when it is none. */
export function parseUrl(text: string): URL | null
