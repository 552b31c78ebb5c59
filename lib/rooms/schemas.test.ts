import { expect, test } from 'vitest'
import { changeMessageSchema } from './schemas'

const isReaction = (emoji: string) =>
  changeMessageSchema.safeParse({ code: 'K7QX2M', seq: 1, change: { kind: 'react', emoji, isOn: true } }).success

test('a reaction is one whole emoji, and nothing that looks like words or like nothing', () => {
  for (const emoji of ['👍', '❤️', '☕', '🌧️', '👍🏽', '👩‍💻', '🇩🇪', '1️⃣']) expect(isReaction(emoji), emoji).toBe(true)
  for (const other of ['', '1', '1234', '#*', '\u200d', '\ufe0f', '🏽👍', '👍👍', 'a', '<b>', '👍 '])
    expect(isReaction(other), JSON.stringify(other)).toBe(false)
})
