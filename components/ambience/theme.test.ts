import { expect, test } from 'vitest'
import { parseTheme, themeAttribute, themeCookieText } from './theme'

test('a chosen theme is kept', () => {
  expect(parseTheme('dark')).toBe('dark')
  expect(parseTheme('light')).toBe('light')
})

test('an absent or unknown cookie follows the system and sets no attribute', () => {
  for (const value of [undefined, '', 'sepia', 'DARK', '"><script>']) {
    expect(parseTheme(value)).toBe('system')
  }
  expect(themeAttribute('system')).toBeUndefined()
})

test('over https the cookie never leaves it', () => {
  expect(themeCookieText('dark', true)).toMatch(/^theme=dark; path=\/; max-age=\d+; samesite=lax; secure$/)
  expect(themeCookieText('dark', false)).not.toContain('secure')
})
