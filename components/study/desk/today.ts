/** The study day as the desk shows it. */
import { createStore, type Store } from '@/components/ui/store'
import { type Calendar, studyDay } from '@/lib/calendar/study-day'

export type Today = Pick<Store<string>, 'get' | 'subscribe'> & {
  /** Looks at the clock: a page that stays open sees the next day begin. */
  tick(): void
  /** The person's days as the server has them now: they may have moved, or changed when their day begins. */
  replace(calendar: Calendar): void
}

/** `nowMs`: the server's time, in epoch milliseconds. The store holds a day, `YYYY-MM-DD`. */
export function createToday(initial: Calendar, nowMs: () => number): Today {
  let calendar = initial
  const day = () => studyDay(new Date(nowMs()), calendar.timeZone, calendar.dayStartHour)
  const store = createStore(day())
  const tick = () => store.set(day())
  return {
    get: store.get,
    subscribe: store.subscribe,
    tick,
    replace(next) {
      calendar = next
      tick()
    },
  }
}
