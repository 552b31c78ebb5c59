/** What a person chose. `system` follows the device and leaves no attribute on `<html>`. */
const themes = ['light', 'dark', 'system'] as const

export type Theme = (typeof themes)[number]

/** The cookie the server reads to draw the first byte in the right colours. Not secret, one year, whole site. */
export const themeCookie = 'theme'

/** Reads the cookie's text; anything unknown or absent is `system`. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}

/** The value of `data-theme` on `<html>`; absent for `system`. */
export function themeAttribute(theme: Theme): 'light' | 'dark' | undefined {
  return theme === 'system' ? undefined : theme
}

/** `--color-canvas` as hex for the browser's own bars: `theme-color` does not take OKLCH everywhere. */
export const barColor = { light: '#f5f0e8', dark: '#130e0b' } as const

const oneYearSeconds = 31_536_000

/** What a page writes into `document.cookie` to remember the theme. Over https it never leaves it. */
export function themeCookieText(theme: Theme, isHttps: boolean): string {
  return `${themeCookie}=${theme}; path=/; max-age=${oneYearSeconds}; samesite=lax${isHttps ? '; secure' : ''}`
}
