import 'server-only'
import { env } from './env'

/** The full address of a page, for mails and feeds: from the configured origin, whatever a request's Host says. */
export const absoluteUrl = (path: string): string => new URL(path, env().appUrl).href
