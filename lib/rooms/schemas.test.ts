import { expect, test } from 'vitest'
import { changeMessageSchema, createRoomSchema, postMessageSchema, roomCodeSchema } from './schemas'

const isReaction = (emoji: string) =>
  changeMessageSchema.safeParse({ code: 'K7QX2M', seq: 1, change: { kind: 'react', emoji, isOn: true } }).success

test('a reaction is one whole emoji, and nothing that looks like words or like nothing', () => {
  for (const emoji of ['👍', '❤️', '☕', '🌧️', '👍🏽', '👩‍💻', '🇩🇪', '1️⃣']) expect(isReaction(emoji), emoji).toBe(true)
  for (const other of ['', '1', '1234', '#*', '\u200d', '\ufe0f', '🏽👍', '👍👍', 'a', '<b>', '👍 '])
    expect(isReaction(other), JSON.stringify(other)).toBe(false)
})

test.each([
  'ＷＸＧＭＢ８',
  'WXGMB8\u200b',
  '\u2060wxg\u00adMB8',
  'WXG–MB8',
  'WXG‑MB8',
  'wxg − mb8',
  'https://cafe.example/join/WXGMB8',
  'http://localhost:3000/rooms/wxgmb8?from=mail#top',
  'cafe.example/join/WXGMB8/',
  '/join/WXGMB8',
  'Come in: https://cafe.example/join/WXGMB8.',
  '<https://cafe.example/rooms/WXG-MB8>',
])('%j is the code of a room', (typed) => {
  expect(roomCodeSchema.safeParse({ code: typed }).data).toEqual({ code: 'WXGMB8' })
})

test.each(['https://cafe.example/u/WXGMB8', '/join/', 'WXGMB8 WXGMB8', '/join/../WXGMB8x', '\u200b'])(
  '%j is none',
  (typed) => expect(roomCodeSchema.safeParse({ code: typed }).success).toBe(false),
)

const message = (body: string) =>
  postMessageSchema.safeParse({ code: 'WXGMB8', clientId: '01926b3e-7a10-7cc0-8000-000000000001', body })

test('a message has two thousand characters as people see them, and at least one that they can see', () => {
  for (const emoji of ['👍', '👍🏽', '🇩🇪', '👨‍👩‍👧‍👦']) {
    expect(message(emoji.repeat(2_000)).success, emoji).toBe(true)
    expect(message(emoji.repeat(2_001)).error?.issues[0]?.message, emoji).toContain('at most 2000')
  }
  expect(message('a\r\n'.repeat(999)).success).toBe(true)
  for (const nothing of ['\u200b\u200b\u200b', '\u3164', '\u2800 \u2060', '\ufe0f']) {
    expect(message(nothing).error?.issues[0]?.message).toBe('Write something first.')
    const room = { name: nothing, maxMembers: '4', visibility: 'public' }
    expect(createRoomSchema.safeParse(room).error?.issues.map(({ path }) => path[0])).toEqual(['name'])
  }
  expect(message('👩‍💻').data?.body).toBe('👩‍💻')
})
