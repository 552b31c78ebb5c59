import 'server-only'
import { headers } from 'next/headers'
import { cleanAddress } from './address'
import { env } from './env'

/** Who asks, as far as the connection tells. */
export type RequestInfo = {
  /** The visitor's address as a trusted proxy states it; null when no proxy is configured. */
  address: string | null
  userAgent: string
}

/** Reads the headers of the request being answered. */
export async function requestInfo(): Promise<RequestInfo> {
  const sent = await headers()
  return { address: addressFrom(sent), userAgent: (sent.get('user-agent') ?? '').slice(0, 300) }
}

/**
 * The last hop before the proxy: what stands further left was written by the visitor. Null when it is no address: then it
 * is treated like one that is not known.
 */
function addressFrom(sent: Headers): string | null {
  const name = env().clientIpHeader
  const value = name ? sent.get(name) : null
  return cleanAddress(value?.split(',').at(-1) ?? '')
}

/**
 * Did this request start on one of our own pages? Next refuses a foreign Origin but lets a missing one pass; every
 * browser sends at least one of these two headers with a POST.
 */
export function isSameOrigin(sent: Headers): boolean {
  const site = sent.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  const origin = sent.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === env().appUrl.host || host === sent.get('host')
}
