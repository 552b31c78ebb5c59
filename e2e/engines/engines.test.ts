/** The main journey in the engines beside Chromium: two strangers meet in a room; a session, its numbers, a plan. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestApi, type TestApi } from '../test-api'
import { startFirefox } from './firefox'
import type { Engine } from './screen'
import { Walker, witnessed } from './walk'
import { startWebKit } from './webkit'

const { webkit, firefox } = inject('engines')
const stack = inject('stack')
const password = 'rain on the window 7'
const minuteMs = 60_000

const engines = [
  { name: 'WebKit', start: webkit && (() => startWebKit(webkit, stack.url)) },
  { name: 'Firefox', start: firefox && (() => startFirefox(firefox, stack.url)) },
]

describe.each(engines)('$name', ({ name, start }) => {
  let engine: Engine
  let testApi: TestApi
  let ada: Walker
  let bob: Walker

  beforeAll(async () => {
    if (!start) return
    testApi = openTestApi(stack)
    engine = await start()
    ada = new Walker(await engine.newScreen(), stack.url)
    bob = new Walker(await engine.newScreen(), stack.url)
  })

  afterAll(async () => {
    await engine?.close()
    await testApi?.close()
  })

  const walk = (title: string, body: () => Promise<void>) =>
    test.skipIf(!start)(title, () => witnessed(`${name} ${title}`, [ada, bob], body))

  walk('the dial of the landing page stands in its disc', async () => {
    await ada.open('/')
    await ada.see('Try it, right here')
    await expectCentred(ada)
  })

  walk('two people sign up, meet in a room, and their words are still there after a reload', async () => {
    const tag = Date.now().toString(36)
    await signUpAndLogIn(ada, `ada_${tag}`)
    const seeded = await testApi.person()
    await bob.screen.setCookie(seeded.cookie)

    await ada.open('/rooms/new')
    await ada.fill('Room name', `Projections ${tag}`)
    await ada.fill('Description', 'Chapter four')
    await ada.press('button', 'Create room')
    await ada.at('/rooms/')
    await ada.see('(you)')

    const path = await ada.find('the address of the room', () => location.pathname)
    await bob.open(path)
    await bob.press('button', `Join room: Projections ${tag}`)
    await bob.see(`ada_${tag}`)
    await ada.see(seeded.username)

    await ada.say('Message', 'Which exercise are you on?')
    await bob.see('Which exercise are you on?')
    await bob.say('Message', '4.12, the projections')
    await ada.see('4.12, the projections')

    // Not every engine lets a text box grow by itself.
    const low = await bob.find('the height of the box', readBoxHeight)
    const long = 'and then the norm of the difference is smallest '.repeat(4).trim()
    await bob.fill('Message', long)
    await bob.find('a box that has grown', readBoxHeight, (height) => height > low + 20)
    await bob.press('button', 'Send')
    await ada.see(long)
    await bob.find('a box that is low again', readBoxHeight, (height) => height === low)

    await ada.open(path)
    await ada.see('Which exercise are you on?')
    await ada.see('4.12, the projections')
    // Over the first message stands its day, and every message has a time of day.
    const [day = '', ...times] = await ada.find('the times in the chat', readTimes, (found) => found.length > 2)
    expect(day).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+$/)
    for (const time of times) expect(time).toMatch(/^\d\d:\d\d$/)
    await ada.expectHealthy()
    await bob.expectHealthy()
  })

  walk('a session in the study room is counted, saved, and shown in progress', async () => {
    const person = await testApi.person({ timeZone: 'Europe/Berlin' })
    await bob.screen.setCookie(person.cookie)
    await bob.open('/study')
    await bob.find('the clock', readClock, (time) => time === '25:00')
    await expectCentred(bob)
    await bob.press('button', 'Start')
    const first = await bob.find('a clock that moves', readClock, (time) => time < '25:00')
    await bob.find('a clock that goes on', readClock, (time) => time < first)
    await expectCentred(bob)

    // A small window of its own, in engines that cannot keep one on top as well.
    await bob.press('button', 'Pop-out timer')
    // A script of the walk gets no window by its name in Firefox; the button says there that it is open.
    if (name === 'WebKit') {
      const shown = await bob.find('the timer in a window of its own', readPopOut)
      await bob.find('a timer that moves there, too', readPopOut, (time) => time < shown)
    }
    await bob.press('button', 'Close the pop-out timer')

    await testApi.ageSession(person, 11 * minuteMs)
    await bob.open('/study')
    await bob.find('the clock after a reload', readClock, (time) => time < '14:00')
    await bob.press('button', 'Stop')
    await bob.press('button', 'Keep 11 minutes')
    await bob.see('11 minutes saved')
    await bob.expectHealthy()
    expect(await testApi.studySessions(person)).toMatchObject([{ type: 'focus', minutes: 11 }])

    // By the link, as a person goes: what the page refreshes after a session is not cut off, of which Firefox tells an error.
    await bob.press('link', 'Progress')
    await bob.at('/progress')
    await bob.see('11 min')
    await bob.open('/dashboard')
    await bob.see('Hello')
  })

  walk('a session is planned', async () => {
    await bob.open('/planner')
    await bob.press('button', 'Plan a session')
    await bob.fill('Title', 'Linear algebra')
    await bob.press('button', 'Add plan')
    // The toast waits for an idle moment, which not every engine tells.
    await bob.see('Planned')
    await bob.see('Linear algebra')
    await bob.find(
      'the plan in the week',
      () => document.querySelector('article[aria-label="Linear algebra"]')?.tagName ?? null,
    )
    await bob.expectHealthy()
    await bob.open('/planner?view=month')
    await bob.open('/settings')
    await bob.open('/rooms')
  })

  walk('no page reported an error', async () => {
    expect([...ada.screen.problems, ...bob.screen.problems]).toEqual([])
  })

  async function signUpAndLogIn(person: Walker, username: string): Promise<void> {
    const email = `${username}@example.test`
    await person.open('/signup')
    await person.fill('Username', username)
    await person.fill('Email', email)
    await person.choose('Gender', 'Female')
    await person.fill('Password', password)
    await person.press('button', 'Sign up')
    await person.see('Check your email')
    const [mail = ''] = await testApi.mailsTo(email)
    const link = /https?:\/\/\S+/.exec(mail)?.[0]
    expect(link, `a link in ${mail}`).toBeTruthy()
    await person.open(String(link))
    await person.press('button', 'Verify my email')
    await person.press('link', 'Log in')
    await person.fill('Username or email', username)
    await person.fill('Password', password)
    await person.press('button', 'Log in')
    await person.at('/dashboard')
  }
})

// What follows runs in the page.

const readClock = () => document.querySelector('main [role="timer"]')?.getAttribute('aria-label') ?? null
const readTimes = () =>
  [...document.querySelectorAll('[role="log"] time')].map((time) => time.textContent?.trim() ?? '')
const readBoxHeight = () => document.querySelector('form textarea')?.getBoundingClientRect().height ?? null
/** The window has a name, by which the page that opened it gets it again. */
const readPopOut = () =>
  window.open('', 'cafe-timer')?.document.querySelector('[role="timer"]')?.getAttribute('aria-label') ?? null

/** How far the middles of the ring and of the numerals are from the middle of their disc, in pixels: `x` and `y`. */
function measureDial() {
  const svg = document.querySelector('circle[stroke-dashoffset]')?.closest('svg')
  const disc = svg?.closest('.glass')
  const digits = disc?.querySelector('[role="timer"]')
  if (!svg || !disc || !digits) return null
  const middleOf = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }
  const [middle, ring, numerals] = [middleOf(disc), middleOf(svg), middleOf(digits)]
  return {
    ring: { x: ring.x - middle.x, y: ring.y - middle.y },
    numeralsX: numerals.x - middle.x,
    isRound: Math.abs(disc.getBoundingClientRect().width - disc.getBoundingClientRect().height) < 1,
    isInside: svg.getBoundingClientRect().width < disc.getBoundingClientRect().width,
  }
}

async function expectCentred(walker: Walker): Promise<void> {
  await walker.find(
    'a dial in the middle of its round disc',
    measureDial,
    ({ ring, numeralsX, isRound, isInside }) =>
      Math.max(Math.abs(ring.x), Math.abs(ring.y), Math.abs(numeralsX)) <= 1 && isRound && isInside,
  )
}
