/**
 * What `npm run seed:demo` writes: thirty invented people, ten rooms with chat, three months of sessions, plans and tasks, so that
 * every page has something to show. Runs once on a database; a second time it says so and changes nothing.
 */
import { eq } from 'drizzle-orm'
import { closeDatabase, db, transaction } from '@/db/client'
import { goals, memberships, messages, plannedSessions, profiles, rooms, roomTimers, tasks, users } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import { createAccount } from '@/lib/accounts/commands/create-account'
import { hashPassword } from '@/lib/accounts/passwords'
import { usernameKey } from '@/lib/accounts/rules'
import { addDays, studyDay } from '@/lib/calendar/study-day'
import { firstInstantAt } from '@/lib/calendar/zone'
import { newId, newSecret } from '@/lib/ids'
import { newRoomCode } from '@/lib/rooms/code'
import { recordSession } from '@/lib/study/earning/record-session'
import { Random } from '@/lib/testing/random'
import { after, dayMs, hourMs, minuteMs } from '@/lib/time'
import { migrateDatabase } from '../db/migrate'
import { demoLines, demoPeople, demoPlans, demoRooms, demoTasks } from './seed-demo-cast'
import { demoDays, type Guest, type Table, tellStory } from './seed-demo-story'

const random = new Random(20_261_123)
const now = new Date()
const first = after(now, -demoDays * dayMs)
const sessionsAtOnce = 40

async function isSeeded(): Promise<boolean> {
  const [person] = demoPeople
  if (!person) return true
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.usernameKey, usernameKey(person.username)))
  return rows.length > 0
}

async function seedPeople(password: string): Promise<Guest[]> {
  const passwordHash = await hashPassword(password)
  const guests: Guest[] = []
  for (const person of demoPeople) {
    const created = await transaction(async (tx) => {
      const account = { ...person, email: `${person.username}@example.invalid`, gender: 'undisclosed' as const }
      const made = await createAccount(tx, { ...account, passwordHash, emailVerifiedAt: first }, first)
      if ('taken' in made) throw new Error(`${person.username} exists already.`)
      await tx.update(profiles).set({ bio: person.bio }).where(eq(profiles.userId, made.id))
      const rows = random.sample(demoTasks, random.between(2, 4)).map((name, index) => ({
        id: newId(),
        userId: made.id,
        name,
        estimatePomodoros: random.between(1, 6),
        position: `a${index}`,
        createdAt: first,
      }))
      await tx.insert(tasks).values(rows)
      return { id: made.id, taskIds: rows.map(({ id }) => id) }
    })
    guests.push({ ...person, ...created })
  }
  return guests
}

async function seedRooms(guests: readonly Guest[]): Promise<Table[]> {
  const tables: Table[] = []
  for (const [index, { name, subject, description, seats }] of demoRooms.entries()) {
    const id = newId()
    const regulars = [...new Set([...random.sample(guests, 6), ...(index < 3 ? guests.slice(0, 1) : [])])]
    const [host] = regulars
    if (!host) continue
    await transaction(async (tx) => {
      await tx.insert(rooms).values({
        id,
        code: newRoomCode(),
        name,
        description,
        subject,
        searchText: searchFold(`${name}\n${description}`),
        createdById: host.id,
        hostId: host.id,
        maxMembers: seats,
        isPublic: true,
        isTemporary: false,
        lastSeq: 0,
        lastActivityAt: after(now, -index * hourMs),
        createdAt: first,
      })
      await tx.insert(roomTimers).values({ roomId: id, updatedAt: first })
      await tx.insert(memberships).values(
        regulars.map((guest) => ({
          id: newId(),
          roomId: id,
          userId: guest.id,
          isActive: false,
          joinedAt: first,
          lastSeenAt: after(now, -index * hourMs),
          leftAt: after(now, -index * hourMs),
        })),
      )
      const said = Array.from({ length: random.between(12, 30) }, (_, line) => ({
        id: newId(),
        roomId: id,
        seq: line + 1,
        authorId: random.pick(regulars).id,
        clientId: newId(),
        body: random.pick(demoLines),
        createdAt: after(now, -(40 - line) * 37 * minuteMs - index * hourMs),
      }))
      await tx.insert(messages).values(said)
      await tx.update(rooms).set({ lastSeq: said.length }).where(eq(rooms.id, id))
    })
    tables.push({ id, name, regulars })
  }
  return tables
}

async function seedSessions(guests: readonly Guest[], tables: readonly Table[]): Promise<number> {
  const sessions = tellStory(random, guests, tables, now)
  for (let from = 0; from < sessions.length; from += sessionsAtOnce) {
    await transaction(async (tx) => {
      for (const session of sessions.slice(from, from + sessionsAtOnce))
        await recordSession(tx, session, session.endedAt)
    })
  }
  return sessions.length
}

async function seedPlans(guests: readonly Guest[]): Promise<number> {
  let planned = 0
  for (const guest of guests.slice(0, 12)) {
    const today = studyDay(now, guest.timeZone, 4)
    for (let offset = -28; offset <= 14; offset++) {
      if (!random.chance(0.4)) continue
      const plan = random.pick(demoPlans)
      const day = addDays(today, offset)
      const time = `${String(random.between(8, 20)).padStart(2, '0')}:${random.pick(['00', '30'])}`
      const startsAt = new Date(firstInstantAt(Date.parse(`${day}T${time}:00Z`), guest.timeZone))
      await transaction((tx) =>
        tx.insert(plannedSessions).values({
          ...plan,
          id: newId(),
          userId: guest.id,
          startsAt,
          day,
          remindMinutesBefore: 10,
          doneAt: offset < 0 && random.chance(0.7) ? after(startsAt, plan.minutes * minuteMs) : null,
          createdAt: after(startsAt, -3 * dayMs),
          updatedAt: after(startsAt, -3 * dayMs),
        }),
      )
      planned++
    }
  }
  return planned
}

async function seedGoals([guest]: readonly Guest[]): Promise<void> {
  if (!guest) return
  const rows = [
    { kind: 'weekly-minutes' as const, target: 12 * 60 },
    { kind: 'daily-minutes' as const, target: 120 },
    { kind: 'weekly-sessions' as const, target: 15 },
  ]
  const fromDay = addDays(studyDay(now, guest.timeZone, 4), -demoDays)
  await transaction((tx) =>
    tx.insert(goals).values(rows.map((row) => ({ ...row, userId: guest.id, fromDay, createdAt: first }))),
  )
}

async function main(): Promise<void> {
  await migrateDatabase(process.env.DATABASE_URL)
  if (await isSeeded()) {
    process.stdout.write(
      'The demo people are here already; nothing was changed. Remove the database to start afresh.\n',
    )
    process.exitCode = 1
    return
  }
  const password = newSecret().slice(0, 16)
  const guests = await seedPeople(password)
  const tables = await seedRooms(guests)
  await seedGoals(guests)
  // Plans before sessions: a day that was planned and studied counts when it is studied.
  const plans = await seedPlans(guests)
  const sessions = await seedSessions(guests, tables)
  process.stdout.write(
    `${guests.length} people, ${tables.length} rooms, ${sessions} sessions and ${plans} plans are here.\n` +
      `Log in as  ${guests[0]?.username}  with the password  ${password}\n`,
  )
}

/** Seeds the database at DATABASE_URL, migrates it before, prints what it did, and closes it. */
export async function seedDemo(): Promise<void> {
  try {
    await main()
  } finally {
    await closeDatabase()
  }
}
