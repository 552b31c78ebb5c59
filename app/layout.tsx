import './globals.css'
import '@/components/ambience/stills.css'
import '@/components/ambience/rainy-window.css'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { barColor, parseTheme, themeAttribute, themeCookie } from '@/components/ambience/theme'
import { Providers } from '@/components/frame/providers'
import { fontVariables } from './fonts'

export const metadata: Metadata = {
  title: { default: 'VirtualCafe', template: '%s · VirtualCafe' },
  description: 'A quiet place to study, alone or at a table with others.',
  applicationName: 'VirtualCafe',
}

export async function generateViewport(): Promise<Viewport> {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    colorScheme: theme === 'system' ? 'light dark' : theme,
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: barColor.light },
            { media: '(prefers-color-scheme: dark)', color: barColor.dark },
          ]
        : barColor[theme],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  const nonce = (await headers()).get('x-nonce') ?? undefined

  return (
    <html lang="en" className={fontVariables} data-theme={themeAttribute(theme)}>
      <body>
        <a
          href="#main"
          className="surface-solid fixed top-3 left-3 z-(--z-skip) -translate-y-24 rounded-md px-4 py-2 font-medium text-ink focus:translate-y-0"
        >
          Skip to content
        </a>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
