/**
 * A bare Chromium page with our drawing or sound code in it: for tests of what only a browser can tell. Development
 * only.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium that starts. */
    chromium: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export type Bench = { page: Page; close(): Promise<void> }

/** Opens a page in which `source` (TypeScript, imports allowed) has run. WebGL is drawn in software. */
export async function openBench(source: string): Promise<Bench> {
  const bundle = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    alias: { '@': root },
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const browser: Browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  })
  const page = await browser.newPage({ viewport: { width: 480, height: 320 } })
  await page.setContent('<!doctype html><body></body>')
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' })
  return { page, close: () => browser.close() }
}
