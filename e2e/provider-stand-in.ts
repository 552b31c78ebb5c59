/**
 * Google and GitHub as far as a log-in needs them, on one loopback port: Google's OpenID discovery, keys and code
 * exchange (OpenID Connect Core 1.0, 3.1), GitHub's OAuth (RFC 6749, 4.1) and its API below `/api/v3`.
 */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Who the person is there, and whether their address is vouched for. */
export type Identity = { id: string; name: string; email: string; isVerified: boolean }

export type ProviderStandIn = {
  url: string
  /** Who gives consent at the next log-in; null: they press "Cancel". */
  consentAs(identity: Identity | null): void
  close(): Promise<void>
}

type Grant = { identity: Identity; challenge: string | null; nonce: string | null; clientId: string }

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyId = 'stand-in'

export async function startProviderStandIn(): Promise<ProviderStandIn> {
  let consenting: Identity | null = null
  const grants = new Map<string, Grant>()
  const tokens = new Map<string, Identity>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === '/.well-known/openid-configuration') return json(response, discovery(url))
    if (pathname === '/keys') return json(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), ...keyUse }] })
    if (pathname === '/authorize' || pathname === '/login/oauth/authorize') return consent(searchParams, response)
    if (pathname === '/token' || pathname === '/login/oauth/access_token')
      return exchange(new URLSearchParams(await bodyOf(request)), pathname === '/token', response)
    const identity = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (!identity) return json(response, { error: 'unauthorized' }, 401)
    if (pathname === '/api/v3/user')
      return json(response, { id: Number(identity.id), login: identity.name, name: identity.name })
    if (pathname === '/api/v3/user/emails')
      return json(response, [{ email: identity.email, primary: true, verified: identity.isVerified }])
    return json(response, { error: 'not found' }, 404)
  }

  function consent(asked: URLSearchParams, response: ServerResponse) {
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', asked.get('state') ?? '')
    if (consenting) {
      const code = randomUUID()
      grants.set(code, {
        identity: consenting,
        challenge: asked.get('code_challenge'),
        nonce: asked.get('nonce'),
        clientId: asked.get('client_id') ?? '',
      })
      back.searchParams.set('code', code)
    } else back.searchParams.set('error', 'access_denied')
    response.writeHead(302, { Location: back.href }).end()
  }

  function exchange(sent: URLSearchParams, isOpenId: boolean, response: ServerResponse) {
    const code = sent.get('code') ?? ''
    const grant = grants.get(code)
    grants.delete(code)
    const verifier = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url')
    if (!grant || (grant.challenge && grant.challenge !== verifier))
      return json(response, { error: 'invalid_grant' }, 400)
    const token = randomUUID()
    tokens.set(token, grant.identity)
    return json(response, {
      access_token: token,
      token_type: 'bearer',
      scope: 'openid email profile',
      ...(isOpenId && { id_token: idToken(url, grant) }),
    })
  }

  return {
    url,
    consentAs: (identity) => {
      consenting = identity
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const keyUse = { kid: keyId, alg: 'RS256', use: 'sig' }

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

function idToken(issuer: string, { identity, nonce, clientId }: Grant): string {
  const nowS = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: identity.id,
    email: identity.email,
    email_verified: identity.isVerified,
    name: identity.name,
    iat: nowS,
    exp: nowS + 300,
    ...(nonce && { nonce }),
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid: keyId, typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
