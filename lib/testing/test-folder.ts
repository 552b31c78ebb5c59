/** A folder for a test's database. */
import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const neededBytes = 1024 ** 3

/**
 * Makes a folder, in memory where the system has room for files there: a commit waits for the disk, and a test makes hundreds.
 * Nobody cuts the power in between.
 */
export const makeTestFolder = (): string => mkdtempSync(join(hasRoomInMemory() ? memory : tmpdir(), 'cafe-test-'))

function hasRoomInMemory(): boolean {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= neededBytes
  } catch {
    return false
  }
}
