import { expect, test } from 'vitest'
import { parseEnv } from './env'
import {
  baseHeaders,
  contentSecurityPolicy,
  type SecurityContext,
  securityHeaders,
  strictTransportSecurity,
} from './security-headers'
import { localTestEnv } from './testing/test-env'

/** A public address, and the realtime server that `npm start` runs beside the app. */
const publicSettings = { NEXTAUTH_URL: 'https://cafe.example', RESEND_API_KEY: 're_1', MAIL_FROM: 'a@cafe.example' }

const context: SecurityContext = {
  nonce: 'n0nce',
  path: '/dashboard',
  realtime: { browser: { host: 'ws.cafe.example', port: 443, useTls: true, path: '' }, cluster: '' },
  isHttps: true,
  hstsScope: 'host',
  isDevelopment: false,
}

test('a page runs what carries its nonce and nothing else, and nobody frames it', () => {
  const policy = contentSecurityPolicy(context)
  expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';")
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("base-uri 'none'")
})

test('the socket is the only other place a page talks to', () => {
  const connect = (more: Partial<SecurityContext>) =>
    /connect-src ([^;]+)/.exec(contentSecurityPolicy({ ...context, ...more }))?.[1]
  expect(connect({})).toBe("'self' wss://ws.cafe.example:443")
  const cluster = { browser: { host: null, port: 443, useTls: true, path: '' }, cluster: 'eu' }
  expect(connect({ realtime: cluster })).toBe("'self' wss://ws-eu.pusher.com")
  const { realtime } = parseEnv({ ...localTestEnv, ...publicSettings })
  expect(connect({ realtime })).toBe("'self' wss://cafe.example:443")
})

test('camera and microphone belong to rooms', () => {
  const allowed = (path: string) =>
    securityHeaders({ ...context, path })['Permissions-Policy']?.includes('camera=(self)')
  expect(allowed('/rooms/ABC123')).toBe(true)
  for (const path of ['/rooms', '/rooms/new/x', '/study', '/']) expect(allowed(path)).toBe(false)
})

test('plain http is not told to stay on https', () => {
  expect(securityHeaders(context)['Strict-Transport-Security']).toMatch(/max-age=\d+/)
  const local = securityHeaders({ ...context, isHttps: false })
  expect(local['Strict-Transport-Security']).toBeUndefined()
  expect(local['Content-Security-Policy']).not.toContain('upgrade-insecure-requests')
})

test('https binds this host alone, unless the operator wants more', () => {
  expect(securityHeaders(context)['Strict-Transport-Security']).toBe('max-age=63072000')
  expect(strictTransportSecurity('subdomains')).toBe('max-age=63072000; includeSubDomains')
  expect(strictTransportSecurity('preload')).toBe('max-age=63072000; includeSubDomains; preload')
})

test('data is bound to https like pages, and asks nothing of the device: whoever frames or opens it as a document', () => {
  const env = { appUrl: new URL('https://cafe.example'), hstsScope: 'subdomains' as const }
  for (const address of ['/api/health', '/api/nothing', '/api', '/rooms/ABC123', '/api/rooms/ABC123/state']) {
    const headers = baseHeaders(address, env)
    expect(headers['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains')
    expect(headers['Permissions-Policy']).toMatch(/^camera=\(\), microphone=\(\), display-capture=\(\)/)
  }
})

test('the policy of built files does not reach into workers', () => {
  const env = { appUrl: new URL('https://cafe.example'), hstsScope: 'host' as const }
  expect(baseHeaders('/_next/static/chunks/a.js', env)['Content-Security-Policy']).not.toContain('default-src')
  expect(baseHeaders('/anything', env)['Content-Security-Policy']).toContain("default-src 'none'")
})
