import type { Locator, Page } from 'playwright/test'

/** The leaderboard, and how one appears on it. */
export class LeaderboardPage {
  constructor(readonly page: Page) {}

  async open(search: { period?: 'today' | 'week' | 'month'; scope?: 'rooms' }): Promise<this> {
    await this.page.goto(`/leaderboard?${new URLSearchParams(search)}`)
    return this
  }

  readonly row = (name: string): Locator => this.page.getByRole('row', { name: new RegExp(name) })
  readonly rank = (name: string): Locator => this.row(name).getByRole('cell').first()

  async appear(how: 'By alias' | 'Not at all', alias?: string): Promise<void> {
    await this.page.getByLabel(how).check()
    if (alias) await this.page.getByLabel('Alias', { exact: true }).fill(alias)
    await this.page.getByRole('button', { name: 'Save' }).click()
  }
}
