/** What the form about the leaderboard sends. Server only in effect: zod probes `eval`, which our policy forbids. */
import { z } from 'zod'
import { isReservedName } from '@/lib/accounts/rules'
import { visibleCharacters } from '@/lib/text'
import { line } from '@/lib/text-schemas'

/** How the person wants to stand on leaderboards. */
export const setLeaderboardSchema = z
  .object({
    visibility: z.enum(['shown', 'alias', 'hidden'], 'Pick one.'),
    alias: line({ max: 30 })
      .pipe(z.string().regex(/^([\p{L}\p{N}][\p{L}\p{M}\p{N} ._'-]*)?$/u, 'Letters, digits and spaces, please.'))
      .refine((alias) => !isReservedName(alias), 'This name is reserved. Please choose another.')
      .default(''),
  })
  .refine(({ visibility, alias }) => visibility !== 'alias' || visibleCharacters(alias) >= 2, {
    path: ['alias'],
    error: 'An alias needs at least 2 characters.',
  })
export type SetLeaderboardInput = z.output<typeof setLeaderboardSchema>
