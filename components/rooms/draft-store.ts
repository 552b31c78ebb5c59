'use client'

import type { PendingMessage } from '@/lib/rooms/timeline'

/** What a reload must not lose: the words being written, and those not yet delivered. In this tab only. */
const keyOf = (code: string, what: 'draft' | 'pending') => `room:${code}:${what}`

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    // Storage is switched off: then a reload forgets, as it would without us.
    return null
  }
}

function write(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // Full or switched off: the words are still on the screen.
  }
}

export const readDraft = (code: string): string => read(keyOf(code, 'draft')) ?? ''
export const writeDraft = (code: string, draft: string): void => write(keyOf(code, 'draft'), draft)

const isPending = (value: unknown): value is PendingMessage =>
  typeof value === 'object' &&
  value !== null &&
  'clientId' in value &&
  'body' in value &&
  typeof value.clientId === 'string' &&
  typeof value.body === 'string'

/** The messages that were on their way when the page went. */
export function readPending(code: string): PendingMessage[] {
  try {
    const stored: unknown = JSON.parse(read(keyOf(code, 'pending')) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPending) : []
  } catch {
    return []
  }
}

export const writePending = (code: string, pending: readonly PendingMessage[]): void =>
  write(keyOf(code, 'pending'), pending.length === 0 ? '' : JSON.stringify(pending))
