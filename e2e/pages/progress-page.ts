import type { Locator, Page } from 'playwright/test'

/** The progress page: cards and charts by their names. */
export class ProgressPage {
  constructor(readonly page: Page) {}

  async open(range?: { from: string; to: string }): Promise<this> {
    await this.page.goto(range ? `/progress?from=${range.from}&to=${range.to}` : '/progress')
    return this
  }

  readonly region = (name: string): Locator => this.page.getByRole('region', { name, exact: true })
  readonly recent = (): Locator => this.region('Recent sessions').getByRole('listitem')

  /** Chooses the days by the form. */
  async filter(from: string, to: string): Promise<void> {
    await this.page.getByLabel('From').fill(from)
    await this.page.getByLabel('To', { exact: true }).fill(to)
    await this.page.getByRole('button', { name: 'Show' }).click()
  }
}

/** The bars of a chart, each by what it stands for. */
export const barsIn = (chart: Locator): Locator => chart.getByRole('img', { name: /: \d+ (h|min)/ })

/** The rows of the table under a chart, a text a cell, whether it is unfolded or not. */
export const tableIn = (chart: Locator): Promise<string[][]> =>
  chart
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))
