'use client'

import type { PendingMessage } from '@/lib/rooms/messages/timeline'

/** What a reload must not lose: the words being written, and those not yet delivered. In this tab only. */
const keyOf = (code: string, what: 'draft' | 'pending' | 'edits' | 'reply') => `room:${code}:${what}`

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

/** The message that is being answered, by its number; null when none is. */
export const readReply = (code: string): number | null => Number(read(keyOf(code, 'reply'))) || null
export const writeReply = (code: string, seq: number | null): void => write(keyOf(code, 'reply'), seq?.toString() ?? '')

/** New words for messages that stand, by their numbers. */
function readEdits(code: string): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(read(keyOf(code, 'edits')) ?? '{}')
    const edits = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
    return new Map(edits.filter((edit): edit is [string, string] => typeof edit[1] === 'string'))
  } catch {
    return new Map()
  }
}

/** The words somebody was changing a message to, or null. */
export const readEdit = (code: string, seq: number): string | null => readEdits(code).get(String(seq)) ?? null

/** Keeps them, or forgets them (null). */
export function writeEdit(code: string, seq: number, body: string | null): void {
  const edits = readEdits(code)
  if (body === null) edits.delete(String(seq))
  else edits.set(String(seq), body)
  write(keyOf(code, 'edits'), edits.size === 0 ? '' : JSON.stringify(Object.fromEntries(edits)))
}

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
