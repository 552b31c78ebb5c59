/** The achievements: what they are called, what they count, what they pay. Their ids are the schema's. Pure data. */
import type { achievementIds } from '@/db/schema'

/** The ids are for ever: people own them. */
type AchievementId = (typeof achievementIds)[number]

/** What an achievement counts. Each only ever grows, so that no order of events can miss one. */
export type Measure =
  | 'sessions'
  | 'focus-minutes'
  | 'streak-days'
  | 'level'
  | 'session-minutes'
  | 'partners'
  | 'together-minutes'
  /** Days with a plan ticked off and ten minutes of focus. */
  | 'plans-done'
  | 'early-days'
  | 'comebacks'

export type AchievementCategory = 'time' | 'streak' | 'sessions' | 'level' | 'depth' | 'together' | 'planning' | 'habit'

export type Achievement = {
  id: AchievementId
  name: string
  description: string
  /** An icon's name in lucide. */
  icon: string
  category: AchievementCategory
  measure: Measure
  requirement: number
  xp: number
}

const of =
  (category: AchievementCategory, measure: Measure) =>
  (
    id: AchievementId,
    name: string,
    requirement: number,
    xp: number,
    icon: string,
    description: string,
  ): Achievement => ({
    id,
    name,
    description,
    icon,
    category,
    measure,
    requirement,
    xp,
  })

const sessions = of('sessions', 'sessions')
const minutes = of('time', 'focus-minutes')
const streak = of('streak', 'streak-days')
const level = of('level', 'level')
const depth = of('depth', 'session-minutes')
const partners = of('together', 'partners')
const together = of('together', 'together-minutes')
const plans = of('planning', 'plans-done')
const early = of('habit', 'early-days')
const comeback = of('habit', 'comebacks')

/** In the order in which they are shown and looked for. */
export const achievementCatalogue: readonly Achievement[] = [
  sessions('getting-started', 'Getting Started', 1, 50, 'sprout', 'Finish your first focus session.'),
  sessions('session-starter', 'Session Starter', 10, 100, 'coffee', 'Finish 10 focus sessions.'),
  sessions('dedicated-student', 'Dedicated Student', 50, 300, 'book-open', 'Finish 50 focus sessions.'),
  sessions('study-veteran', 'Study Veteran', 100, 750, 'library', 'Finish 100 focus sessions.'),
  minutes('hour-master', 'Hour Master', 60, 100, 'hourglass', 'Focus for an hour in all.'),
  minutes('half-day-scholar', 'Half Day Scholar', 360, 200, 'sun', 'Focus for 6 hours in all.'),
  minutes('study-marathon', 'Study Marathon', 1440, 500, 'mountain', 'Focus for 24 hours in all.'),
  streak('consistent-learner', 'Consistent Learner', 3, 150, 'flame', 'Study 3 days in a row.'),
  streak('week-warrior', 'Week Warrior', 7, 300, 'calendar-check', 'Study 7 days in a row.'),
  streak('month-champion', 'Month Champion', 30, 1000, 'trophy', 'Study 30 days in a row.'),
  level('leveling-up', 'Leveling Up', 5, 200, 'trending-up', 'Reach level 5.'),
  level('rising-star', 'Rising Star', 10, 500, 'star', 'Reach level 10.'),
  depth('deep-focus', 'Deep Focus', 90, 200, 'anchor', 'Finish one session of 90 minutes.'),
  depth('ultra-focus', 'Ultra Focus', 120, 300, 'gem', 'Finish one session of 120 minutes.'),
  partners('table-for-two', 'Table for Two', 1, 100, 'users', 'Focus with somebody else for 10 minutes.'),
  partners('regulars', 'One of the Regulars', 5, 250, 'armchair', 'Focus with 5 different people.'),
  together('good-company', 'Good Company', 600, 400, 'heart-handshake', 'Spend 10 hours focusing with others.'),
  plans('first-plan', 'Penciled In', 1, 50, 'pencil', 'Study on a day you planned, and tick the plan off.'),
  plans('true-to-plan', 'True to Plan', 10, 250, 'clipboard-check', 'Do what you planned on 10 days.'),
  early('early-bird', 'Early Bird', 1, 100, 'sunrise', 'Focus for 10 minutes before 8 in the morning.'),
  early('dawn-regular', 'Dawn Regular', 10, 300, 'bird', 'Start 10 days with focus before 8 in the morning.'),
  comeback('welcome-back', 'Welcome Back', 1, 150, 'door-open', 'Come back after a week away.'),
]
