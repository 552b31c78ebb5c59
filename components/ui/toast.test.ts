import { expect, test } from 'vitest'
import { dismissToast, toast, toastQueue } from './toast'

test('what is said before the corner is ready is kept in order and handed over once', () => {
  let woken = 0
  const leave = toastQueue.subscribe(() => woken++)
  const first = toast({ title: 'Saved' })
  dismissToast(first)
  expect(woken).toBe(2)
  expect(toastQueue.isNeeded()).toBe(true)

  const heard: string[] = []
  const close = toastQueue.open((order) => heard.push(`${order.kind} ${order.id}`))
  expect(heard).toEqual([`show ${first}`, `dismiss ${first}`])

  const second = toast({ title: 'Room created' })
  expect(second).not.toBe(first)
  expect(heard.at(-1)).toBe(`show ${second}`)

  close()
  leave()
})
