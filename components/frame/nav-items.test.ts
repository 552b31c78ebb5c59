import { expect, test } from 'vitest'
import { routes } from '@/lib/routes'
import { isCurrent, navItems } from './nav-items'

test('a page and those below it light up their entry, a neighbour with the same beginning does not', () => {
  const rooms = { href: '/rooms' }
  expect(isCurrent(rooms, '/rooms')).toBe(true)
  expect(isCurrent(rooms, '/rooms/K7QX2M')).toBe(true)
  expect(isCurrent(rooms, '/rooms-archive')).toBe(false)
  expect(isCurrent(rooms, '/')).toBe(false)
})

test('addresses are unique and the bar on phones has at most five', () => {
  expect(new Set(navItems.map((item) => item.href)).size).toBe(navItems.length)
  expect(navItems.filter((item) => item.isPrimary).length).toBeLessThanOrEqual(5)
})

test('the tutor stands after the planner, and under "More" on phones', () => {
  const at = navItems.findIndex((item) => item.href === routes.tutor())
  expect(navItems[at - 1]?.href).toBe(routes.planner())
  expect(navItems[at]?.isPrimary).toBe(false)
})
