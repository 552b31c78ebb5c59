import { expect, type Page } from 'playwright/test'

export type Newcomer = { username: string; email: string; password: string }

let counter = 0

/** Somebody who is not in the database yet. */
export function newcomer(): Newcomer {
  const username = `p${Date.now().toString(36)}${++counter}`
  return { username, email: `${username}@example.test`, password: 'rain on the window 7' }
}

/** The pages of sign-up and log-in, as people see them. */
export class AccountPages {
  constructor(readonly page: Page) {}

  async fillSignUp({ username, email, password }: Newcomer): Promise<void> {
    await this.page.getByLabel('Username').fill(username)
    await this.page.getByLabel('Email').fill(email)
    await this.page.getByLabel('Gender').selectOption({ label: 'Other' })
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign up' }).click()
  }

  async signUp(person: Newcomer): Promise<void> {
    await this.page.goto('/signup')
    await this.fillSignUp(person)
    await expect(this.page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  }

  async logIn(identifier: string, password: string, at = '/login'): Promise<void> {
    await this.page.goto(at)
    await this.fillLogIn(identifier, password)
  }

  async fillLogIn(identifier: string, password: string): Promise<void> {
    await this.page.getByLabel('Username or email').fill(identifier)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Log in' }).click()
  }
}
