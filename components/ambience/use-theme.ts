'use client'

import { useSyncExternalStore } from 'react'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { barColor, parseTheme, type Theme, themeAttribute, themeCookieText } from './theme'

/** Changes the theme at once on this page and remembers it for the next one. The attribute is the truth; nothing waits. */
export function setTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = themeCookieText(theme, window.location.protocol === 'https:')
  const attribute = themeAttribute(theme)
  const root = document.documentElement
  // Everything changes in the same frame: a page whose buttons arrive later than its walls looks broken.
  root.dataset.switching = ''
  if (attribute) root.dataset.theme = attribute
  else delete root.dataset.theme
  requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.switching))
  const shown = attribute ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute('content', barColor[shown])
  }
}

function subscribe(onChange: () => void) {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** The chosen theme (`system` until the page is alive). Every caller sees a change at once. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset.theme),
    () => 'system',
  )
}

/** What is on screen now: `light` (day) or `dark` (night). */
export function useShownTheme(): 'light' | 'dark' {
  const theme = useTheme()
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  if (theme !== 'system') return theme
  return systemIsDark ? 'dark' : 'light'
}
