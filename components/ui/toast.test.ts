import { expect, test } from 'vitest'
import { dismissToast, toast, toastDoor } from './toast'

test('what is said before the corner is ready is kept in order and handed over once', () => {
  let woken = 0
  const leave = toastDoor.subscribe(() => woken++)
  const first = toast({ title: 'Saved' })
  dismissToast(first)
  expect(woken).toBe(2)
  expect(toastDoor.isNeeded()).toBe(true)

  const heard: string[] = []
  const close = toastDoor.open((order) => heard.push(`${order.kind} ${order.id}`))
  expect(heard).toEqual([`show ${first}`, `dismiss ${first}`])

  const second = toast({ title: 'Room created' })
  expect(second).not.toBe(first)
  expect(heard.at(-1)).toBe(`show ${second}`)

  close()
  leave()
})
