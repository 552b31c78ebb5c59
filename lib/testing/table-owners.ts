/** Who owns a table of the schema, and who may use those of others. `lib/architecture.test.ts` runs it on the real tree. */
import { domains, type Source } from './domains'

/** Tables whose owner is not the domain after which their schema file is named. */
const otherOwners: Record<string, string> = {
  rankings: 'leaderboard',
  mails: 'mail',
}

/** The owner of each table: the domain of its file in `db/schema`. */
export function tableOwners(sources: readonly Source[]): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { path, text } of sources) {
    const domain = /^db\/schema\/(\w+)\.ts$/.exec(path)?.[1]
    if (!domain) continue
    for (const [, table = ''] of text.matchAll(/^export const (\w+) = table\(/gm))
      owners.set(table, otherOwners[table] ?? domain)
  }
  return owners
}

/** Who uses a table of somebody else's all the same, and why there is no better way. */
const tableExceptions: readonly { path: string; tables: readonly string[]; reason: string }[] = [
  {
    path: 'lib/accounts/export.ts',
    tables: ['bans', 'conversations', 'memberships', 'rooms', 'studySessions', 'tasks', 'tutorMessages'],
    reason: 'the export walks the whole schema, and says how a person is found in each table',
  },
  { path: 'lib/accounts/commands/create-account.ts', tables: ['studyTotals'], reason: 'a person begins with totals' },
  { path: 'lib/accounts/viewer.ts', tables: ['studyTotals'], reason: 'every page shows the level beside the name' },
  { path: 'lib/accounts/queries.ts', tables: ['studyTotals'], reason: 'a profile shows level and totals, in one read' },
  {
    path: 'lib/accounts/commands/take-over.ts',
    tables: ['calendarFeeds'],
    reason: 'a feed is a way in like the others',
  },
  { path: 'lib/leaderboard/queries.ts', tables: ['studyTotals'], reason: 'a row shows the level, in one read' },
  { path: 'lib/leaderboard/commands.ts', tables: ['preferences'], reason: 'its own columns of the preferences' },
  { path: 'lib/study/preferences/commands.ts', tables: ['preferences'], reason: 'its own columns of the preferences' },
  {
    path: 'lib/study/earning/room-credit.ts',
    tables: ['timerCycles'],
    reason: 'how far a cycle is credited is written by who credits it',
  },
  { path: 'lib/study/earning/plan-progress.ts', tables: ['plannedSessions'], reason: 'achievements count kept plans' },
]

const isException = (path: string, table: string): boolean =>
  tableExceptions.some((exception) => exception.path === path && exception.tables.includes(table))

/** Only its owner writes a table; a domain reads those of domains above it, in joins of its own. */
export function tableBreaches(source: Source, owners: ReadonlyMap<string, string>): string[] {
  const own = /^lib\/(\w+)\//.exec(source.path)?.[1]
  if (!own) return []
  return tablesIn(source).flatMap((table) => {
    const owner = owners.get(table)
    if (!owner || owner === own || owner === 'platform' || isException(source.path, table)) return []
    if (new RegExp(`\\b(?:insert|update|delete)\\(${table}\\)`).test(source.text))
      return [`${source.path} writes ${table}, which belongs to ${owner}: call a command of ${owner}.`]
    const [ownRank, ownerRank] = [own, owner].map((name) => domains.indexOf(name as (typeof domains)[number]))
    return ownRank !== undefined && ownerRank !== undefined && ownerRank > ownRank
      ? [`${source.path} reads ${table}, which belongs to ${owner}: ${own} stands above ${owner} and must not know it.`]
      : []
  })
}

/** The tables of the schema that a file imports as values; types weigh nothing. */
const tablesIn = ({ text }: Source): string[] =>
  [...text.matchAll(/^import (?!type )\{([^}]*)\} from '@\/db\/schema'/gm)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type ')),
  )
