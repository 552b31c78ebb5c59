import { expect, type Locator, type Page } from 'playwright/test'

type Seated = { page: Page }

/** These people, who have a seat in the room already, come to it; answers their pages once each of them is live. */
export async function openRoom<People extends Seated[]>(
  code: string,
  ...people: People
): Promise<{ [Key in keyof People]: RoomPage }> {
  const rooms = people.map(({ page }) => new RoomPage(page))
  await Promise.all(
    rooms.map(async (room) => {
      await room.page.goto(`/rooms/${code}`)
      await room.expectLive()
    }),
  )
  return rooms as { [Key in keyof People]: RoomPage }
}

/** A room as somebody in it uses it. */
export class RoomPage {
  constructor(readonly page: Page) {}

  private readonly people = () => this.page.getByRole('list', { name: 'People in this room' })

  /** In the room, and connected: this person is shown as here. */
  async expectLive(): Promise<void> {
    await expect(
      this.people()
        .getByRole('listitem')
        .filter({ hasText: '(you)' })
        .getByText(/^(here|focusing|on break)$/),
    ).toBeAttached()
  }

  async expectPerson(username: string, state: 'here' | 'away' | 'focusing' | 'on break'): Promise<void> {
    const person = this.people().getByRole('listitem').filter({ hasText: username })
    await expect(person).toBeVisible()
    await expect(person.getByText(state, { exact: true })).toBeAttached()
  }

  async expectNobody(username: string): Promise<void> {
    await expect(this.people().getByRole('listitem').filter({ hasText: username })).toHaveCount(0)
  }

  /** Types and sends; a line end is typed as Shift+Enter. */
  async say(text: string): Promise<void> {
    const box = this.page.getByLabel('Message', { exact: true })
    if (!text.includes('\n')) {
      await box.fill(text)
      return box.press('Enter')
    }
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await box.press('Shift+Enter')
      await box.pressSequentially(line)
    }
    await box.press('Enter')
  }

  /** Exactly these confirmed messages, in this order. */
  async expectLines(lines: readonly (string | RegExp)[]): Promise<void> {
    await expect(this.page.getByRole('log').locator('[data-seq]')).toHaveText([...lines])
    await expect(this.page.locator('[data-pending]')).toHaveCount(0)
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave room' }).click()
  }

  /** One confirmed message by its words. */
  message(text: string): Locator {
    return this.page.getByRole('log').locator('[data-seq]').filter({ hasText: text })
  }

  /** Opens the menu of a message, as a mouse does. */
  async openMenu(text: string): Promise<void> {
    const row = this.message(text).locator('xpath=..')
    await row.hover()
    await row.getByRole('button', { name: 'More about this message' }).click()
  }

  /** Something the menu beside a person offers. */
  async doWith(username: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `More about ${username}` }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  timer(): Locator {
    return this.page.getByRole('region', { name: 'Room timer' })
  }

  /** Puts the conversation at one of its ends; done when the page has noticed. */
  async scrollTo(end: 'start' | 'end'): Promise<void> {
    await this.page.getByRole('region', { name: 'Conversation' }).evaluate(async (box, end) => {
      const top = end === 'start' ? 0 : box.scrollHeight - box.clientHeight
      if (Math.abs(box.scrollTop - top) < 1) return
      const scrolled = new Promise((resolve) => box.addEventListener('scroll', resolve, { once: true }))
      box.scrollTop = top
      await scrolled
    }, end)
  }

  /** What the timer shows, in seconds. */
  async secondsLeft(): Promise<number> {
    const text = (await this.timer().locator('[role=timer]:visible').getAttribute('aria-label')) ?? ''
    const [minutes, seconds] = text.split(':').map(Number)
    return (minutes ?? 0) * 60 + (seconds ?? 0)
  }
}

/** The timers of two people agree, in this second or within `seconds`: both are read at once. */
export async function expectSameTime(a: RoomPage, b: RoomPage, seconds = 1): Promise<void> {
  const apart = async () => {
    const [left, right] = await Promise.all([a.secondsLeft(), b.secondsLeft()])
    return Math.abs(left - right)
  }
  await expect.poll(apart).toBeLessThanOrEqual(seconds)
}
