import { expect, type Page } from 'playwright/test'
import type { StandInMail } from './mail-stand-in'

export type Outbox = {
  /**
   * The link in the newest mail to an address, waiting for the mail.
   * @param matching which link, and which mail, when there are several
   */
  linkTo(address: string, matching?: RegExp): Promise<string>
}

/**
 * @param openPage a page that is nobody's: reading mail must not disturb the person who waits for it
 * @param key opens the outbox, as the link that is printed at start
 */
export function outboxOf(openPage: () => Promise<Page>, key: string): Outbox {
  return {
    linkTo: async (address, matching = /./) => {
      const page = await openPage()
      const mails = page.locator(`article[data-mail-to=${JSON.stringify(address)}]`)
      let found: string | undefined
      await expect(async () => {
        await page.goto(`/dev/outbox?key=${key}`)
        // Newest first, as the page lists them.
        const links = await mails.locator('a[href]').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))
        found = links.find((link) => matching.test(link))
        expect(found, `an email to ${address} with a link like ${matching}`).toBeTruthy()
      }).toPass()
      return found ?? ''
    },
  }
}

/** The same of a public deployment, whose mails end in the stand-in at `mailbox`. */
export function outboxAt(mailbox: string): Outbox {
  return {
    linkTo: async (address, matching = /./) => {
      let found: string | undefined
      await expect(async () => {
        const mails = (await (await fetch(`${mailbox}/mails`)).json()) as StandInMail[]
        const newestFirst = mails.filter(({ to }) => to === address).reverse()
        const links = newestFirst.flatMap(({ html }) => [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link))
        found = links.find((link) => link && matching.test(link))
        expect(found, `an email to ${address} with a link like ${matching}`).toBeTruthy()
      }).toPass()
      return found ?? ''
    },
  }
}
