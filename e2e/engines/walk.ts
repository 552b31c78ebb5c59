import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFile } from '../../server/children'
import type { Screen, Target } from './screen'

const patienceMs = 40_000
const folder = projectFile('test-results/engines')

/** A person at a window: does what a person does, and waits for what a person would see. */
export class Walker {
  constructor(
    readonly screen: Screen,
    private readonly url: string,
  ) {}

  /** Opens a page of the product and looks whether it is one: not the error page, and not wider than the window. */
  async open(path: string): Promise<void> {
    await this.screen.goTo(new URL(path, this.url).href)
    await this.expectHealthy()
  }

  async press(kind: 'button' | 'link', name: string): Promise<void> {
    await until(`${kind} "${name}" to press`, () => this.screen.press({ kind, name }))
  }

  /** Makes a text field hold exactly this. */
  async fill(name: string, text: string): Promise<void> {
    const target: Target = { kind: 'field', name }
    await until(`field "${name}" to press`, () => this.screen.press(target))
    await this.screen.run(selectFocused)
    await until(`field "${name}" to type in`, () => this.screen.type(target, text))
    await until(`"${text}" in the field "${name}"`, async () => (await this.screen.run(focusedValue)) === text)
  }

  /** Types a line and sends it with Enter. */
  async say(name: string, line: string): Promise<void> {
    await this.fill(name, line)
    await this.screen.type({ kind: 'field', name }, '\n')
  }

  async choose(name: string, label: string): Promise<void> {
    await until(`"${label}" to choose for "${name}"`, () => this.screen.run(chooseOption, name, label))
  }

  /** Waits until these words stand on the page where a person can see them. */
  async see(words: string): Promise<void> {
    await until(`the words "${words}"`, () => this.screen.run(showsText, words))
  }

  async at(path: string): Promise<void> {
    await until(`the address ${path}`, async () => (await this.screen.run(currentPath)).startsWith(path))
  }

  /** What a query finds, once it finds something. */
  async find<Answer>(
    what: string,
    query: () => Answer | null,
    isRight: (answer: Answer) => boolean = () => true,
  ): Promise<Answer> {
    let last: Answer | null = null
    await until(
      () => `${what} (it is ${JSON.stringify(last)})`,
      async () => {
        last = await this.screen.run(query)
        return last !== null && isRight(last)
      },
    )
    return last as Answer
  }

  /** No error page, and nothing that stands out of the window to the right. */
  async expectHealthy(): Promise<void> {
    await until('a page with a heading or words', () => this.screen.run(hasContent))
    const { text, overflowPx } = await this.screen.run(lookOver)
    if (/We spilled something/.test(text)) throw new Error(`The error page stands there: ${text.slice(0, 200)}`)
    if (overflowPx > 0) throw new Error(`The page is ${overflowPx} px wider than the window.`)
  }
}

/**
 * Runs a test; when it fails, says in which engine and on which pages, with what their consoles told, and keeps a
 * picture of every window.
 */
export async function witnessed(title: string, walkers: Walker[], test: () => Promise<void>): Promise<void> {
  try {
    await test()
  } catch (error) {
    const pages = await Promise.all(walkers.map((walker, at) => describe(`${title}-${at + 1}`, walker)))
    const words = error instanceof Error ? error.message : String(error)
    throw new Error([`${title}: ${words}`, ...pages].join('\n'), { cause: error })
  }
}

async function describe(name: string, { screen }: Walker): Promise<string> {
  const address = await screen.run(currentAddress).catch(() => 'unknown')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`)
  const picture = await screen.screenshot().catch(() => null)
  if (picture) writeFileSync(file, picture)
  return [`  at ${address}${picture ? `, seen in ${file}` : ''}`, ...screen.problems.map((each) => `  ${each}`)].join(
    '\n',
  )
}

/** Asks again until it is so; an element that was replaced meanwhile is looked for again. */
async function until(what: string | (() => string), isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + patienceMs
  let cause: unknown
  while (Date.now() < deadlineMs) {
    try {
      if (await isSo()) return
      cause = undefined
    } catch (error) {
      cause = error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Waited ${patienceMs / 1000} s for ${typeof what === 'string' ? what : what()}.`, { cause })
}

// What follows runs in the page.

const currentPath = () => location.pathname + location.search
const currentAddress = () => location.href
// biome-ignore-start lint/performance/useDomNodeTextContent: what a person sees is meant, not what the tree holds
const hasContent = () => document.readyState !== 'loading' && (document.body?.innerText ?? '').trim().length > 0
const showsText = (words: string) => (document.body?.innerText ?? '').replace(/\s+/g, ' ').includes(words)
const lookOver = () => ({
  text: document.body?.innerText ?? '',
  overflowPx: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})
// biome-ignore-end lint/performance/useDomNodeTextContent: until here
const focusedValue = () => (document.activeElement as HTMLInputElement | null)?.value ?? null
const selectFocused = () => {
  const field = document.activeElement
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select()
}

/** As the picker of the device does it: the value, then its two events. */
function chooseOption(name: string, label: string): boolean {
  const labels = [...document.querySelectorAll('label')].filter((each) => each.textContent?.trim() === name)
  const select = labels.map((each) => each.control).find((control) => control instanceof HTMLSelectElement)
  const option = [...(select?.options ?? [])].find((each) => each.text === label)
  if (!select || !option || !Object.keys(select).some((key) => key.startsWith('__reactProps'))) return false
  select.value = option.value
  select.dispatchEvent(new Event('input', { bubbles: true }))
  select.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}
