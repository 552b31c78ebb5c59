import type { Locator, Page } from 'playwright/test'

export type PlanFields = {
  title?: string
  date?: string
  time?: string
  category?: string
  minutes?: string
  notes?: string
}

/** The planner: a week or a month of planned sessions, and the dialog that makes and changes them. */
export class PlannerPage {
  constructor(readonly page: Page) {}

  async open(search = ''): Promise<this> {
    await this.page.goto(`/planner${search}`)
    return this
  }

  readonly opener = (): Locator => this.page.getByRole('button', { name: 'Plan a session', exact: true })
  /** The dialog of a new plan. */
  readonly dialog = (): Locator => this.page.getByRole('dialog', { name: 'Plan a session' })
  readonly field = (label: string): Locator => this.page.getByRole('dialog').getByLabel(label)
  /** A plan in the week. */
  readonly plan = (title: string): Locator => this.page.getByRole('article', { name: title })
  readonly button = (verb: 'Change' | 'Delete' | 'Done' | 'Not done', title: string): Locator =>
    this.page.getByRole('button', { name: `${verb}: ${title}`, exact: true })

  async fill({ category, ...fields }: PlanFields): Promise<void> {
    for (const [name, text] of Object.entries(fields))
      await this.field(`${name.charAt(0).toUpperCase()}${name.slice(1)}`).fill(text)
    if (category) await this.field('Category').selectOption({ label: category })
  }

  async add(): Promise<void> {
    await this.dialog().getByRole('button', { name: 'Add plan' }).click()
  }

  async change(title: string, fields: PlanFields): Promise<void> {
    await this.button('Change', title).click()
    await this.fill(fields)
    await this.page.getByRole('button', { name: 'Save plan' }).click()
  }
}
