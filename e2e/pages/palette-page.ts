import type { Page } from '../fixtures'
import { expect } from '../fixtures'

/** The command palette of whatever page is open. */
export class PalettePage {
  constructor(readonly page: Page) {}

  readonly dialog = () => this.page.getByRole('dialog', { name: 'Search or jump to' })
  readonly field = () => this.dialog().getByRole('combobox', { name: 'Search or jump to' })
  readonly options = () => this.dialog().getByRole('option')
  /** The one that Enter chooses, as the field says it. */
  readonly active = () => this.dialog().getByRole('option', { selected: true })

  async open(): Promise<this> {
    await this.page.keyboard.press('Control+k')
    await expect(this.field()).toBeFocused()
    return this
  }

  /** The field points at the option that looks chosen. */
  async expectActive(name: string): Promise<void> {
    await expect(this.active()).toHaveCount(1)
    await expect(this.active()).toHaveAccessibleName(name)
    await expect(this.active()).toBeInViewport()
    const id = await this.active().getAttribute('id')
    await expect(this.field()).toHaveAttribute('aria-activedescendant', id ?? '')
  }
}
