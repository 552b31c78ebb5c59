'use client'

import type { PendingMessage } from '@/lib/rooms/messages/timeline'

/**
 * What a reload must not lose: the words being written, and those not yet delivered. In this tab only, and under the name of
 * the person who wrote them: somebody else may log in here next.
 */
export type DraftPlace = `room:${string}:${string}`

/** Where the words of one person for one room lie. */
export const draftPlace = (personId: string, code: string): DraftPlace => `room:${personId}:${code}`

const keyOf = (place: DraftPlace, what: 'draft' | 'pending' | 'edits' | 'reply') => `${place}:${what}`

/** Clears what others wrote who used this tab before. */
export function clearDraftsOfOthers(personId: string): void {
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('room:') && !key.startsWith(`room:${personId}:`)) sessionStorage.removeItem(key)
  } catch {
    // Storage is switched off: there is nothing to clear.
  }
}

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

export const readDraft = (place: DraftPlace): string => read(keyOf(place, 'draft')) ?? ''
export const writeDraft = (place: DraftPlace, draft: string): void => write(keyOf(place, 'draft'), draft)

/** The message that is being answered, by its number; null when none is. */
export const readReply = (place: DraftPlace): number | null => Number(read(keyOf(place, 'reply'))) || null
export const writeReply = (place: DraftPlace, seq: number | null): void =>
  write(keyOf(place, 'reply'), seq?.toString() ?? '')

/** New words for messages that stand, by their numbers. */
function readEdits(place: DraftPlace): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(read(keyOf(place, 'edits')) ?? '{}')
    const edits = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
    return new Map(edits.filter((edit): edit is [string, string] => typeof edit[1] === 'string'))
  } catch {
    return new Map()
  }
}

/** The words somebody was changing a message to, or null. */
export const readEdit = (place: DraftPlace, seq: number): string | null => readEdits(place).get(String(seq)) ?? null

/** Keeps them, or forgets them (null). */
export function writeEdit(place: DraftPlace, seq: number, body: string | null): void {
  const edits = readEdits(place)
  if (body === null) edits.delete(String(seq))
  else edits.set(String(seq), body)
  write(keyOf(place, 'edits'), edits.size === 0 ? '' : JSON.stringify(Object.fromEntries(edits)))
}

const isPending = (value: unknown): value is PendingMessage =>
  typeof value === 'object' &&
  value !== null &&
  'clientId' in value &&
  'body' in value &&
  typeof value.clientId === 'string' &&
  typeof value.body === 'string'

/** The messages that were on their way when the page went. */
export function readPending(place: DraftPlace): PendingMessage[] {
  try {
    const stored: unknown = JSON.parse(read(keyOf(place, 'pending')) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPending) : []
  } catch {
    return []
  }
}

export const writePending = (place: DraftPlace, pending: readonly PendingMessage[]): void =>
  write(keyOf(place, 'pending'), pending.length === 0 ? '' : JSON.stringify(pending))
