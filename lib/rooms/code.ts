import 'server-only'
import { randomInt } from 'node:crypto'
import { roomCodeAlphabet, roomCodeLength } from './rules'

/** A room's code: one of 31^6, about 887 million; a clash is settled by the unique key. */
export function newRoomCode(): string {
  return Array.from({ length: roomCodeLength }, () => roomCodeAlphabet[randomInt(roomCodeAlphabet.length)]).join('')
}
