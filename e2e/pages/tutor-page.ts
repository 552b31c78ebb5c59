import { expect, type Locator, type Page } from 'playwright/test'

/** The tutor as a student uses it: on its page, or in the drawer. */
export class TutorPage {
  constructor(readonly page: Page) {}

  async open(conversationId?: string): Promise<this> {
    await this.page.goto(conversationId ? `/tutor?conversation=${conversationId}` : '/tutor')
    await expect(this.box()).toBeVisible()
    return this
  }

  box = (): Locator => this.page.getByLabel('Your question', { exact: true })
  button = (name: string): Locator => this.page.getByRole('button', { name, exact: true })
  /** Questions and answers, in their order. */
  messages = (): Locator => this.page.getByRole('log', { name: 'Messages' }).getByRole('article')
  question = (text: string): Locator => this.messages().filter({ hasText: text }).and(this.page.getByLabel('You'))
  answers = (): Locator => this.messages().and(this.page.getByLabel('Tutor'))
  newest = (): Locator => this.answers().last()
  conversations = (): Locator => this.page.getByRole('navigation', { name: 'Conversations' })

  async ask(text: string): Promise<void> {
    await this.box().fill(text)
    await this.button('Ask').click()
  }

  /** Asks, and waits for the whole answer. */
  async askAndWait(text: string): Promise<void> {
    const before = await this.answers().count()
    await this.ask(text)
    await expect(this.answers()).toHaveCount(before + 1)
    await this.expectStatus('done')
  }

  async expectStatus(status: 'streaming' | 'done' | 'stopped' | 'failed'): Promise<void> {
    await expect(this.newest()).toHaveAttribute('data-status', status)
    await expect(this.button(status === 'streaming' ? 'Stop answering' : 'Ask')).toBeVisible()
  }

  /** Something of the menu at a conversation. */
  async choose(title: string, item: string): Promise<void> {
    await this.conversations()
      .getByRole('button', { name: `More about “${title}”` })
      .click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  async confirm(label: string): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: label }).click()
  }

  titles = (): Locator => this.conversations().getByRole('link')
}
