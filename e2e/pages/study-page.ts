import { expect, type Locator, type Page } from 'playwright/test'

/** The solo study room as somebody in it uses it. */
export class StudyPage {
  constructor(readonly page: Page) {}

  readonly stage = (): Locator => this.page.getByRole('region', { name: 'Timer', exact: true })
  readonly clock = (): Locator => this.stage().getByRole('timer')
  readonly button = (name: string): Locator => this.page.getByRole('button', { name, exact: true })
  readonly task = (name: string): Locator => this.page.getByRole('listitem').filter({ hasText: name })
  readonly result = (): Locator => this.page.getByRole('region', { name: 'Session saved' })

  async open(): Promise<this> {
    await this.page.goto('/study')
    await expect(this.clock()).toBeVisible()
    return this
  }

  /** The clock shows a time that matches. */
  async expectClock(time: RegExp): Promise<void> {
    await expect(this.clock()).toHaveAccessibleName(time)
  }

  /** As if the person came back to the tab: it asks the server how things stand. */
  async lookAgain(): Promise<void> {
    await this.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  }

  async pickMode(name: string): Promise<void> {
    await this.page.getByRole('radio', { name, exact: true }).check()
  }

  async start(): Promise<void> {
    await this.button('Start').click()
    await expect(this.button('Pause')).toBeVisible()
  }

  /** Milliseconds left of a plan of `minutes`, read from the ring, which is drawn every frame. */
  async leftMs(minutes: number): Promise<number> {
    const offset = await this.stage().locator('circle[stroke-dashoffset]').getAttribute('stroke-dashoffset')
    return (1 - Number(offset)) * minutes * 60_000
  }

  async addTask(name: string): Promise<void> {
    await this.page.getByLabel('New task').fill(name)
    await this.page.getByLabel('New task').press('Enter')
    await expect(this.task(name)).toBeVisible()
    await expect(this.page.getByLabel('New task')).toHaveValue('')
  }

  async fromMenu(task: string, item: string): Promise<void> {
    await this.button(`More for ${task}`).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** The open tasks, in order. */
  async expectTasks(names: readonly string[]): Promise<void> {
    await expect(this.page.getByRole('button', { name: /^Move / })).toHaveText(names.map(() => ''))
    await expect
      .poll(() =>
        this.page.getByRole('button', { name: /^Move / }).evaluateAll((all) => all.map((one) => one.ariaLabel)),
      )
      .toEqual(names.map((name) => `Move ${name}`))
  }
}
