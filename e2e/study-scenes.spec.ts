/** The scenes behind the solo study room, on the page itself. Each is measured by itself in `npm run test:scenes`. */
import type { Page } from 'playwright/test'
import sharp from 'sharp'
import { scenes } from '../components/ambience/scenes'
import { expect } from './fixtures'
import { launchOptions } from './launch'
import { StudyPage } from './pages/study-page'
import { test } from './student'

// What is looked at here is the glass over the scenes, too.
test.use({ hasBlur: true, launchOptions: launchOptions({ draws: 'scenes' }) })

/** The smallest contrast of text that WCAG 2.2 AA allows (1.4.3), and of large text. */
const leastContrast = { text: 4.5, large: 3 }

/** The scene's picture stands over its still. */
const isDrawn = (page: Page) => expect(page.locator('[data-scene] canvas:not(.opacity-0)')).toHaveCount(1)

test("no scene's code comes before it is chosen", async ({ student }) => {
  const person = await student({ viewport: { width: 800, height: 600 } })
  const asked = new Set<string>()
  person.page.on('request', (request) => {
    if (request.resourceType() === 'script') asked.add(request.url())
  })
  const study = await new StudyPage(person.page).open()
  await isDrawn(study.page)
  await expect(study.page.getByRole('region', { name: /notification/i })).toBeAttached()
  await study.button('Background').click()
  await study.page.getByRole('radio', { name: 'Minimal' }).focus()
  for (const { id, name } of scenes.filter((scene) => scene.id !== 'minimal')) {
    const before = new Set(asked)
    // The last one is chosen; after it comes the first.
    await study.page.keyboard.press('ArrowRight')
    await expect(study.page.getByRole('radio', { name, exact: true })).toBeChecked()
    await expect(study.page.locator(`[data-scene="${id}"]`)).toBeAttached()
    // Each brings a script that nothing before it had asked for.
    await expect.poll(() => [...asked].filter((url) => !before.has(url)).length, name).toBeGreaterThan(0)
    await isDrawn(study.page)
  }
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`a background is offered as it looks (${colorScheme})`, async ({ student }) => {
    const study = await new StudyPage(
      (await student({ colorScheme, viewport: { width: 1440, height: 720 } })).page,
    ).open()
    const small = { width: 48, height: 24 }
    const shrink = (png: Buffer) =>
      sharp(png)
        .resize({ ...small, fit: 'fill' })
        .blur(1)
        .removeAlpha()
        .raw()
        .toBuffer()
    await study.button('Background').click()
    // What the thumbnail is compared without: its frame, its round corners, and the tick of the chosen one.
    await study.page
      .getByRole('dialog')
      .locator('label > span:has(> span)')
      .evaluateAll((frames: HTMLElement[]) => {
        for (const frame of frames) {
          Object.assign(frame.style, { border: 'none', borderRadius: '0' })
          frame.querySelector('svg')?.style.setProperty('display', 'none')
        }
      })
    const thumbnails = new Map<string, Buffer>()
    for (const { id } of scenes) {
      const choice = study.page.getByRole('dialog').locator(`label:has(input[value="${id}"]) > span`).first()
      thumbnails.set(id, await shrink(await choice.screenshot()))
    }
    await study.page.keyboard.press('Escape')
    for (const { id, stillClassName } of scenes) {
      const cover = await study.page.evaluateHandle((className) => {
        const still = document.createElement('div')
        still.className = `${className} fixed inset-0`
        still.style.zIndex = '9999'
        document.body.append(still)
        return still
      }, stillClassName)
      const [still, thumbnail] = [await shrink(await study.page.screenshot()), thumbnails.get(id)]
      await cover.evaluate((element) => element.remove())
      const apart = [...still].map((byte, index) => Math.abs(byte - (thumbnail?.[index] ?? 0)))
      expect(apart.reduce((sum, each) => sum + each, 0) / apart.length, id).toBeLessThan(8)
    }
  })

type Words = { words: string; isLarge: boolean; ink: number[]; x: number; y: number; width: number; height: number }

/** Runs in the page: every piece of text in sight, with its colour (sRGB bytes and alpha), then takes the text away. */
function liftText(): Words[] {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const bytes = (color: string) => {
    if (!pen) return []
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = color
    pen.fillRect(0, 0, 1, 1)
    return [...pen.getImageData(0, 0, 1, 1).data]
  }
  /** What only screen readers are to find stands in a box of one pixel. */
  const isForEarsOnly = (element: Element | null): boolean =>
    element !== null && (element.getBoundingClientRect().width <= 1 || isForEarsOnly(element.parentElement))
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: Words[] = []
  while (walker.nextNode()) {
    const { parentElement: parent, textContent } = walker.currentNode
    if (!parent?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || !textContent?.trim()) continue
    if (isForEarsOnly(parent) || parent.closest('[disabled], [aria-hidden="true"]')) continue
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const { color, fontSize } = getComputedStyle(parent)
    for (const { x, y, width, height } of range.getClientRects()) {
      const isInSight = x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight
      if (isInSight && width > 2)
        found.push({
          words: textContent.trim(),
          isLarge: parseFloat(fontSize) >= 24,
          ink: bytes(color),
          x,
          y,
          width,
          height,
        })
    }
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { color: transparent !important; transition: none !important }')
  document.adoptedStyleSheets.push(sheet)
  return found
}

const putTextBack = () => {
  document.adoptedStyleSheets.pop()
}

const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const luminance = ([r = 0, g = 0, b = 0]: readonly number[]) =>
  0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)

type Picture = { data: Buffer; info: { width: number; height: number; channels: number } }

/** The worst contrast between the ink and what it stands on, every other pixel each way. */
function worstContrast({ ink, ...box }: Words, picture: Picture): number {
  const { width, height, channels } = picture.info
  const alpha = (ink[3] ?? 255) / 255
  let worst = Number.POSITIVE_INFINITY
  for (let y = Math.floor(box.y); y < Math.min(height, box.y + box.height); y += 2)
    for (let x = Math.floor(box.x); x < Math.min(width, box.x + box.width); x += 2) {
      const at = (y * width + x) * channels
      const ground = [...picture.data.subarray(at, at + 3)]
      const mixed = ground.map((byte, index) => byte * (1 - alpha) + (ink[index] ?? 0) * alpha)
      const [dark = 0, light = 0] = [luminance(ground), luminance(mixed)].sort((a, b) => a - b)
      worst = Math.min(worst, (light + 0.05) / (dark + 0.05))
    }
  return worst
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`every word on the page can be read over every scene (${colorScheme})`, async ({ student, testApi }) => {
    test.setTimeout(150_000)
    // Not large: here the processor draws every pixel of every scene.
    const person = await student({ colorScheme, viewport: { width: 1024, height: 640 } })
    const study = await new StudyPage(person.page).open()
    await study.addTask('Read chapter 3')
    await study.button('Read chapter 3').click()
    for (const { id, name } of scenes) {
      await testApi.changeStudyPreferences(person, { scene: id })
      await study.open()
      await expect(study.page.locator(`[data-scene="${id}"]`)).toBeAttached()
      await isDrawn(study.page)
      const lifted = await study.page.evaluate(liftText)
      const png = await study.page.screenshot()
      await study.page.evaluate(putTextBack)
      const picture = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      expect(lifted.map(({ words }) => words)).toEqual(expect.arrayContaining(['Ready', 'Read chapter 3', 'Tasks']))
      const faint = lifted
        .map((each) => ({ ...each, contrast: worstContrast(each, picture) }))
        .filter(({ contrast, isLarge }) => contrast < (isLarge ? leastContrast.large : leastContrast.text))
        .map(({ words, contrast }) => `${words}: ${contrast.toFixed(2)}`)
      expect(faint, name).toEqual([])
    }
  })

/**
 * Runs in the page: hides that there is no graphics chip, and counts pictures. What one costs: `npm run test:scenes`. Frames
 * come late on a busy machine, at which a scene rests in the end: here they count as having come in time.
 */
function watchFrames(): void {
  const nextFrame = window.requestAnimationFrame.bind(window)
  let toldMs = 0
  let seenMs = 0
  window.requestAnimationFrame = (draw) =>
    nextFrame((nowMs) => {
      toldMs += Math.min(nowMs - seenMs, 1000 / 30)
      seenMs = nowMs
      draw(toldMs)
    })
  // The count is kept on the page's own window, whose type knows nothing of it.
  const watched = window as unknown as { draws: number }
  watched.draws = 0
  const { getParameter, drawArrays } = WebGL2RenderingContext.prototype
  /** UNMASKED_RENDERER_WEBGL */
  const driver = 0x9246
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === driver ? 'A graphics chip' : getParameter.call(this, name)
  }
  WebGL2RenderingContext.prototype.drawArrays = function (...how) {
    watched.draws++
    drawArrays.apply(this, how)
  }
}

test.describe('a scene that moves', () => {
  type Watched = { draws: number }
  const draws = (page: Page) => page.evaluate(() => (window as unknown as Watched).draws)
  /** How many pictures are drawn in the next thirty frames. */
  const drawsSoon = (page: Page) =>
    page.evaluate(async () => {
      const watched = window as unknown as Watched
      const before = watched.draws
      for (let frame = 0; frame < 30; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
      return watched.draws - before
    })
  const setHidden = (page: Page, isHidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)

  test('draws while it is in sight, sleeps while hidden, stands still for those who ask', async ({ student }) => {
    // Small, because here the processor draws every pixel.
    const person = await student({ reducedMotion: 'no-preference', viewport: { width: 320, height: 320 } })
    await person.page.addInitScript(watchFrames)
    const study = await new StudyPage(person.page).open()
    await study.start()
    await expect.poll(() => drawsSoon(study.page)).toBeGreaterThan(5)

    await setHidden(study.page, true)
    expect(await drawsSoon(study.page)).toBe(0)
    await setHidden(study.page, false)
    await expect.poll(() => drawsSoon(study.page)).toBeGreaterThan(5)

    await study.page.emulateMedia({ reducedMotion: 'reduce' })
    await expect(study.page.locator('[data-scene] [data-alive]')).toHaveCount(0)
    expect(await drawsSoon(study.page)).toBe(0)
    expect(await draws(study.page)).toBeGreaterThan(0)
  })
})
