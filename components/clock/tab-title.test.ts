import { expect, test } from 'vitest'
import { countdownTitle, createTabTitle } from './tab-title'

test('the countdown stands in place of the page’s own title, which comes back', () => {
  const page = { title: '' }
  const tab = createTabTitle(page)
  // Set late, by whoever draws the page.
  page.title = 'Study · VirtualCafe'
  tab.show(countdownTitle('24:59', 'Focus'))
  expect(page.title).toBe('24:59 · Focus · VirtualCafe')
  tab.show(countdownTitle('24:58', 'Focus'))
  tab.show(null)
  expect(page.title).toBe('Study · VirtualCafe')
})

test('a title that is not ours is left alone', () => {
  const page = { title: 'Study · VirtualCafe' }
  const tab = createTabTitle(page)
  tab.show('25:00')
  tab.show(null)
  page.title = 'Tasks · VirtualCafe'
  tab.show(null)
  expect(page.title).toBe('Tasks · VirtualCafe')
})
