/**
 * One word per idea: finds the forbidden synonyms that docs/glossary.md lists. `lib/vocabulary.test.ts` runs it on the
 * real tree.
 */
import { type Piece, piecesOf } from './source-pieces'

/** Where a synonym is forbidden: identifiers and file names, comments and documents, or what people read. */
type Place = 'names' | 'comments' | 'copy'

export type ForbiddenWord = {
  /** As it stands in the table. */
  pattern: string
  /** What to use instead. */
  instead: string
  places: Place[]
  /** Beginnings of paths. Only these are looked at when there are any. */
  only: string[]
  /** Beginnings of paths that are not looked at. */
  except: string[]
}

export type Hit = { path: string; line: number; found: string; pattern: string; instead: string }

export type Source = { path: string; text: string }

const places: Place[] = ['names', 'comments', 'copy']

/**
 * The rows of the table under "Words we do not use". A cell may hold several patterns; each becomes an entry.
 * @throws Error that names the row it cannot read
 */
export function readForbiddenWords(glossary: string): ForbiddenWord[] {
  const table = glossary.split(/^## Words we do not use$/m)[1]?.split(/^## /m)[0] ?? ''
  const rows = table.split('\n').filter((line) => /^\|\s*_/.test(line))
  if (rows.length === 0) throw new Error('docs/glossary.md has no table under "Words we do not use".')
  return rows.flatMap(readRow)
}

function readRow(row: string): ForbiddenWord[] {
  const [patterns = '', instead = '', where = '', paths = ''] = row
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim())
  const named = where === 'everywhere' ? places : where.split(', ')
  const listed = [...paths.matchAll(/(not )?`([^`]+)`/g)]
  const entry = {
    instead: instead.replaceAll('`', ''),
    places: places.filter((place) => named.includes(place)),
    only: listed.filter(([, not]) => !not).map(([, , path]) => path ?? ''),
    except: listed.filter(([, not]) => not).map(([, , path]) => path ?? ''),
  }
  const found = [...patterns.matchAll(/_([^_]+)_/g)].map(([, pattern]) => ({ pattern: pattern ?? '', ...entry }))
  const isReadable =
    found.length > 0 &&
    instead !== '' &&
    named.every((name) => places.includes(name as Place)) &&
    found.every(({ pattern }) => !/[=…]/.test(pattern) || entry.places.join() === 'names')
  if (!isReadable) throw new Error(`docs/glossary.md has a row that cannot be read: ${row}`)
  return found
}

/** Every forbidden word in these files, in the order of the files. */
export function synonymsIn(sources: readonly Source[], forbidden: readonly ForbiddenWord[]): Hit[] {
  const matchers = forbidden.map((word) => ({ word, finds: matcherOf(word.pattern) }))
  return sources.flatMap((source) => {
    const relevant = matchers.filter(({ word }) => isWithin(source.path, word))
    const pieces = relevant.length > 0 ? [pathPiece(source.path), ...piecesOf(source)] : []
    return pieces.flatMap((piece) => hitsOf(source.path, piece, relevant))
  })
}

const isWithin = (path: string, { only, except }: ForbiddenWord) =>
  (only.length === 0 || only.some((start) => path.startsWith(start))) && !except.some((start) => path.startsWith(start))

const pathPiece = (path: string): Piece => ({ place: 'names', text: path, line: 1 })

type Name = { text: string; index: number; words: string[] }
type Found = { text: string; index: number }
type Matcher = {
  word: ForbiddenWord
  finds: { names: (text: string, names: Name[]) => Found[]; prose: (text: string) => Found[] }
}

function hitsOf(path: string, piece: Piece, matchers: Matcher[]): Hit[] {
  const names = piece.place === 'names' ? namesIn(piece.text) : []
  return matchers
    .filter(({ word }) => word.places.includes(piece.place))
    .flatMap(({ word, finds }) =>
      (piece.place === 'names' ? finds.names(piece.text, names) : finds.prose(piece.text)).map(({ text, index }) => ({
        path,
        line: piece.line + piece.text.slice(0, index).split('\n').length - 1,
        found: text,
        pattern: word.pattern,
        instead: word.instead,
      })),
    )
}

/** Reads a pattern of the table; its forms are explained above the table. */
function matcherOf(pattern: string): Matcher['finds'] {
  const name = nameTest(pattern)
  const prose = new RegExp(
    `(?<![\\w-])${pattern.split(' ').map(escaped).join('[\\s-]+(?:[*/]+\\s+)?')}(?:s|es)?(?![\\w-])`,
    'gi',
  )
  return {
    names: (text, names) =>
      pattern.includes('/')
        ? allOf(new RegExp(`(?<![\\w])${escaped(pattern)}(?![\\w-])`, 'g'), text)
        : names.filter(name),
    prose: (text) => allOf(prose, text),
  }
}

function namesIn(text: string): Name[] {
  return allOf(/[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*/g, text).map((found) => ({
    ...found,
    words: wordsIn(found.text),
  }))
}

function nameTest(pattern: string): (name: Name) => boolean {
  if (pattern.startsWith('=')) return ({ text }) => text === pattern.slice(1)
  const wanted = pattern.replaceAll('…', '').toLowerCase().split(' ')
  return ({ words }) => {
    const last = words.length - wanted.length
    return words.some((_, start) => {
      if (pattern.endsWith('…') && (start > 0 || last === 0)) return false
      if (pattern.startsWith('…') && (start !== last || last === 0)) return false
      return start <= last && wanted.every((word, at) => isSameWord(words[start + at], word))
    })
  }
}

const isSameWord = (found: string | undefined, wanted: string) => found === wanted || found === `${wanted}s`

/** The words of an identifier: `takeSeatIn`, `take-seat-in`, `TAKE_SEAT_IN` -> take, seat, in. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const allOf = (regex: RegExp, text: string): Found[] =>
  [...text.matchAll(regex)].map((match) => ({ text: match[0], index: match.index }))

/** What the failed test says of a hit. */
export const describeHit = ({ path, line, found, instead }: Hit) =>
  `${path}:${line}: "${found.replace(/\s+/g, ' ')}" is not our word; use ${instead}.`
