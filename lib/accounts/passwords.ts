import 'server-only'
import { hash, type Options, parseOptions, verify } from '@node-rs/argon2'
import { hasTestPasswordCost } from '@/lib/environment/rules.mjs'

/**
 * OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. argon2id is the library's default
 * algorithm; about 30 ms on one core, measured by `npm run bench:accounts`.
 */
export const hashCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options

/** A fiftieth of it, for tests that hash hundreds of passwords and look at something else. */
const testHashCost = { memoryCost: 64, timeCost: 1, parallelism: 1 } as const satisfies Options

/** The cost of this process. Asked at each use: the environment of a test is set after the first import. */
const currentHashCost = () => (hasTestPasswordCost(process.env) ? testHashCost : hashCost)

/** Composed and decomposed accents are one password: keyboards differ, people do not notice. */
const normalised = (password: string) => password.normalize('NFKC')

/** The password as argon2id in PHC format. Every byte counts: nothing is cut off at 72. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), currentHashCost())

/** Made once, of nobody's password, at the same cost as everybody's. */
let dummyHash: Promise<string> | undefined

/**
 * Is this the password behind `passwordHash`? With null (an unknown person, or one without a password) a hash of
 * nobody's is checked instead, so that the time of the answer tells nothing.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password')
  const isRight = await verify(passwordHash ?? (await dummyHash), normalised(password))
  return passwordHash !== null && isRight
}

/** Was this hash made at another cost than today's? Then the next log-in makes a new one. */
export function needsRehash(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash)
  const current = currentHashCost()
  return memoryCost !== current.memoryCost || timeCost !== current.timeCost || parallelism !== current.parallelism
}
