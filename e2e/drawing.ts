/**
 * Where the processor draws, most of a run went into what no test looks at: two pages that Chromium itself makes ready for
 * the address bar of every window, and the blur behind glass, which is painted anew with every blink of a caret.
 */
import type { BrowserContext } from 'playwright/test'

/** Pages are drawn as bitmaps: otherwise Chromium emulates a graphics chip on the processor, and draws with that. */
export const withoutChipArguments = ['--disable-gpu', '--disable-software-rasterizer', '--in-process-gpu']

/** Playwright's own list comes before it and would be forgotten: of that, this holds what concerns a page. */
export const drawingArguments = [
  `--disable-features=${[
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'WebUIOmniboxFullPopup',
    'AimEnabled',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
    'Translate',
  ].join()}`,
]

/** Takes the blur from the glass in every page of this context, and leaves the layout as it was. */
export async function drawWithoutBlur(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sheet = new CSSStyleSheet()
    // What has a filter holds what is fixed inside of it; the announcement of one does so as well.
    sheet.replaceSync('.glass { backdrop-filter: none !important; will-change: backdrop-filter }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
}
