import { expect, type Locator, type Page } from 'playwright/test'

/** The settings, section by section. */
export class SettingsPage {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/settings')
    return this
  }

  readonly section = (
    name: 'Password' | 'Two-step log-in' | 'Devices' | 'Delete account' | 'Blocked people' | 'Connected accounts',
  ): Locator => this.page.getByRole('region', { name })

  async changePassword(current: string, next: string): Promise<void> {
    const section = this.section('Password')
    await section.getByLabel('Current password').fill(current)
    await section.getByLabel('New password').fill(next)
    await section.getByRole('button', { name: 'Change password' }).click()
  }

  /** Logs this browser out. */
  async logOutHere(): Promise<void> {
    await this.section('Devices').getByRole('button', { name: 'Log out', exact: true }).first().click()
  }

  async logOutElsewhere(): Promise<void> {
    await this.page.getByRole('button', { name: 'Log out everywhere else' }).click()
    await expect(this.page.getByText('Every other browser is logged out.')).toBeVisible()
  }

  async deleteAccount(password: string): Promise<void> {
    const section = this.section('Delete account')
    await section.getByLabel('Your password').fill(password)
    await section.getByRole('button', { name: 'Delete my account' }).click()
  }
}
