import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { preferences } from '@/db/schema'
import { createViewer } from '@/lib/testing/people'
import { setLeaderboard } from './commands'
import { setLeaderboardSchema } from './schemas'

const now = new Date('2026-11-23T12:00Z')
const inputWith = (alias: string) => setLeaderboardSchema.parse({ visibility: 'alias', alias })

test('an alias is not the username of somebody else, however it is written', async () => {
  const [viewer] = await Promise.all([createViewer(), createViewer({ username: 'Mira_Lind01' })])
  // The last two are spelled with Cyrillic and with accented letters.
  for (const alias of [
    'Mira_Lind01',
    'mira lind01',
    'MIRA.LIND.01',
    'Mlra Lindo1',
    'Ｍｉｒａ Ｌｉｎｄ０１',
    'Мirа Lind01',
    'Mïrá Lind01',
  ])
    await expect(setLeaderboard(viewer, inputWith(alias), now), alias).rejects.toMatchObject({
      fields: { alias: expect.anything() },
    })
  const [kept] = await db.select().from(preferences).where(eq(preferences.userId, viewer.id))
  expect(kept).toMatchObject({ leaderboard: 'shown', leaderboardAlias: null })
  for (const alias of ['Mira', 'Night owl', viewer.username.slice(0, 30)])
    await setLeaderboard(viewer, inputWith(alias), now)
})

test('an alias does not speak for the house', () => {
  const house = [
    'VirtualCafe',
    'VirtualCafe Team',
    'Virtual Café',
    'admin',
    'Аdmin',
    'Staff 2',
    'the moderator',
    'Support',
    'Adm1n',
  ]
  for (const alias of house)
    expect(setLeaderboardSchema.safeParse({ visibility: 'alias', alias }).error?.issues[0]?.path, alias).toEqual([
      'alias',
    ])
  for (const alias of ['Night owl', 'Team tea', 'Adminka', 'Ältere Eule', 'Ночная сова', '夜ふかし'])
    expect(setLeaderboardSchema.safeParse({ visibility: 'alias', alias }).success, alias).toBe(true)
})
