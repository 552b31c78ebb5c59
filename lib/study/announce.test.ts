import { beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/errors'
import type { GuardContext } from '@/lib/guard'
import { announced } from './announce'

const heard = vi.hoisted(() => [] as unknown[])
vi.mock('@/lib/realtime/publish', () => ({ publish: async (...event: unknown[]) => void heard.push(event) }))

const context = { viewer: { id: 'u1', channelVersion: 3 } } as GuardContext<'viewer'>

beforeEach(() => {
  heard.length = 0
})

test('a change is told on the own channel of its person once it is made, but to the connection it came from', async () => {
  const change = announced(async (input: { id: string }) => {
    expect(heard).toEqual([])
    return input
  })
  expect(await change({ id: 't1', socketId: '1.2' }, context)).toEqual({ id: 't1' })
  expect(heard).toEqual([['private-user-u1-v3', 'study.changed', {}, '1.2']])
})

test('what was refused is not announced', async () => {
  const change = announced(() => Promise.reject(new AppError('not-found')))
  await expect(change({}, context)).rejects.toMatchObject({ code: 'not-found' })
  expect(heard).toEqual([])
})
