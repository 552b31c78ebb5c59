'use client'

import { pageViewerHeaders } from '@/components/actions/page-viewer'
import type { ApiRefusal } from '@/lib/api'
import { withinMs } from './within'

/** The server said no; `message` is meant for the person. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly retryAfterS: number | undefined,
  ) {
    super(message)
    this.name = 'Refused'
  }
}

const patienceMs = 10_000

/**
 * Calls one of our JSON routes; `signal` gives up on it.
 * @throws Refused when the server answered no; anything else thrown means that the network failed.
 */
export async function callApi<Answer>(path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, {
    ...(body !== undefined && {
      method: 'POST',
      body: JSON.stringify(body),
    }),
    headers: { ...pageViewerHeaders(), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    signal: withinMs(patienceMs, signal),
  })
  if (response.ok) return (await response.json()) as Answer
  const { error } = (await response.json()) as ApiRefusal
  // What is wrong with a field says more than that something is wrong.
  throw new Refused(Object.values(error.fields)[0] ?? error.message, error.code, error.retryAfterS)
}
