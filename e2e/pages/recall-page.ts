import { expect, type Locator, type Page } from 'playwright/test'

/** The page of recall cards, and the dialog in which they are asked, here and on the desk. */
export class RecallPage {
  constructor(readonly page: Page) {}

  async open(search = ''): Promise<this> {
    await this.page.goto(`/tutor/cards${search}`)
    await expect(this.page.getByRole('heading', { name: 'Recall cards' })).toBeVisible()
    return this
  }

  readonly card = (question: string): Locator => this.page.getByRole('article', { name: question, exact: true })
  readonly button = (name: string): Locator => this.page.getByRole('button', { name, exact: true })
  /** The dialog in which cards are asked. */
  readonly recall = (): Locator => this.page.getByRole('dialog', { name: 'Recall' })
  readonly grade = (rating: string): Locator => this.recall().getByRole('button', { name: new RegExp(`^${rating}`) })

  /** Fills the open form of a card in and sends it. */
  async write(question: string, answer: string, submit: 'Add card' | 'Save card'): Promise<void> {
    const form = this.page.getByRole('dialog')
    await form.getByLabel('Question').fill(question)
    await form.getByLabel('Answer').fill(answer)
    await form.getByRole('button', { name: submit }).click()
    await expect(form).toHaveCount(0)
  }
}
