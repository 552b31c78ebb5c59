import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeEmail } from './email'
import { linesWithLinks } from './lines-with-links'

const parts = { subject: 'Hello', greeting: 'Hi', paragraphs: ['one'], footer: 'Bye' }

test('says the same as text and as HTML, the link in both', () => {
  const email = writeEmail({ ...parts, link: { label: 'Open', href: 'https://cafe.example/x?a=1&b=2' } })
  expect(email.text).toBe('Hi\n\none\n\nOpen:\nhttps://cafe.example/x?a=1&b=2\n\nBye')
  expect(email.html).toContain('href="https://cafe.example/x?a=1&amp;b=2"')
})

test('whatever a stranger is called, no markup of theirs gets into the HTML', () => {
  const bare = writeEmail({ ...parts, greeting: '' }).html.replace(/[^<]/g, '').length
  fc.assert(
    fc.property(fc.string(), (name) => {
      const { html } = writeEmail({ ...parts, greeting: name })
      expect(html.replace(/[^<]/g, '').length).toBe(bare)
    }),
  )
})

test('the outbox finds the links and loses no email', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (words) => {
      const text = words.join(' ')
      expect(
        linesWithLinks(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
  expect(linesWithLinks('see http://localhost:3000/x now')).toEqual([
    { text: 'see ', isLink: false },
    { text: 'http://localhost:3000/x', isLink: true },
    { text: ' now', isLink: false },
  ])
})
