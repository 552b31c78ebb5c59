import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions, type Trouble } from '@/lib/accounts/next-auth'
import { plainRoute } from '@/lib/api'
import { readBody, refusalHeaders } from '@/lib/body'
import { env } from '@/lib/env'
import { routes } from '@/lib/routes'

type Route = { params: Promise<{ nextauth: string[] }> }

/** The cookies in which next-auth keeps where to go back to; the prefix is the one it uses over https. */
const returnCookies = ['__Secure-next-auth.callback-url', 'next-auth.callback-url']

/** next-auth answers 500 to an address to return to that is not one, wherever it stands: it is taken away first. */
const handle = plainRoute('next-auth', async (received: NextRequest, route: Route): Promise<Response> => {
  // Browsers' reports of failures, which anybody could write into our log.
  const [step, provider] = (await route.params).nextauth
  if (step === '_log') return new Response(null, { status: 404, headers: refusalHeaders(received) })
  // Passwords come through our own form; next-auth answers 500 to whoever asks it for theirs.
  if (step === 'callback' && provider === 'credentials' && received.method === 'GET')
    return new Response(null, { status: 405, headers: { ...refusalHeaders(received), Allow: 'POST' } })
  const request = await withBodyRead(received)
  const jar = await cookies()
  // next-auth reads this same jar, and the browser is told to forget the cookie.
  for (const name of returnCookies) if (!isReturnAddress(jar.get(name)?.value)) jar.delete(name)
  const wanted = request.nextUrl.searchParams.get('callbackUrl')
  const error = request.nextUrl.searchParams.get('error')
  const unfit = [...(isReturnAddress(wanted) ? [] : ['callbackUrl']), ...(isErrorName(error) ? [] : ['error'])]
  // Without a name of ours it would make one up: "undefined".
  if (step === 'error' && !(error && isErrorName(error)))
    return new Response(null, { status: 302, headers: { Location: new URL(routes.login(), env().appUrl).href } })
  const trouble: Trouble = {}
  const fit = unfit.length > 0 ? without(unfit, request) : request
  const made: Response = await NextAuth(fit, route, authOptions(trouble))
  if (trouble.error && step !== 'callback') throw trouble.error
  const answer = withStatusOf(trouble, made)
  // It says so of some of its answers only, and each is for one person.
  answer.headers.set('Cache-Control', 'private, no-store')
  return answer
})

/** next-auth calls whatever went wrong with a password 401. */
function withStatusOf({ error }: Trouble, made: Response): Response {
  return error && made.status === 401 ? new Response(made.body, { status: error.status, headers: made.headers }) : made
}

/** next-auth reads bodies of any length: ours is read before, and no further than to our limit. */
async function withBodyRead(request: NextRequest): Promise<NextRequest> {
  if (request.method !== 'POST') return request
  const body = await readBody(request)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new NextRequest(request.url, { method: 'POST', headers, body })
}

/** What next-auth itself accepts: a path, or an http address. Where it leads is decided by its redirect callback. */
function isReturnAddress(value: string | null | undefined): boolean {
  if (!value) return true
  if (!URL.canParse(value, value.startsWith('/') ? 'https://cafe.invalid' : undefined)) return false
  return /^https?:$/.test(new URL(value, value.startsWith('/') ? 'https://cafe.invalid' : undefined).protocol)
}

/** next-auth puts the name of an error into a header, where nothing but its own names belongs. */
const isErrorName = (value: string | null): boolean => value === null || /^\w{1,40}$/.test(value)

function without(parameters: readonly string[], request: NextRequest): NextRequest {
  const url = new URL(request.url)
  for (const name of parameters) url.searchParams.delete(name)
  return new NextRequest(url, request)
}

export { handle as GET, handle as POST }
