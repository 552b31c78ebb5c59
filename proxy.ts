import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { searchHeader } from '@/lib/search-header'
import { securityHeaders } from '@/lib/security-headers'

/**
 * Puts the security headers on every page. It is not the lock: each page, action and route asks for the viewer itself.
 * Data routes do not pass it, and have theirs from next.config.ts; those of next-auth do, which reads the forwarded host.
 * What no answer may lack is set before Next is asked (lib/http-server-guard.ts), also for redirects and errors of the framework.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64')
  const { appUrl, realtime, hstsScope } = env()
  const headers = securityHeaders({
    nonce,
    path: request.nextUrl.pathname,
    realtime,
    isHttps: appUrl.protocol === 'https:',
    hstsScope,
    isDevelopment: process.env.NODE_ENV === 'development',
  })
  // Next reads the policy from the request and gives the nonce to its own scripts.
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set('Content-Security-Policy', headers['Content-Security-Policy'] ?? '')
  forwarded.set(searchHeader, request.nextUrl.search)
  nameOwnHost(forwarded, appUrl)
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/**
 * Next compares a form's Origin with X-Forwarded-Host, which anybody can write. What this app is called is configured,
 * so the header says that for forms of our own pages, and nothing otherwise: then Next takes Host.
 */
function nameOwnHost(headers: Headers, appUrl: URL): void {
  headers.delete('x-forwarded-host')
  if (headers.get('origin') === appUrl.origin) headers.set('x-forwarded-host', appUrl.host)
}

export const config = { matcher: '/((?!_next/static|api/(?!auth/)).*)' }
