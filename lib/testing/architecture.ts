/** The rules of the house, checked on source text. `lib/architecture.test.ts` runs them on the real tree. */
import { domains, type Source } from './domains'
import { tableBreaches, tableOwners } from './table-owners'

export type { Source }

/** Each layer and those it may import from. `server/` runs beside the app and stands alone. */
const layers: Record<string, readonly string[]> = {
  app: ['app', 'components', 'lib'],
  components: ['components', 'lib'],
  lib: ['lib', 'db'],
  db: ['db'],
  server: ['server'],
}

/** Tests, benchmarks and what a developer or an operator runs by hand stand outside of the layers. */
const isOutside = (path: string) => /\.test\.tsx?$|^lib\/testing\/|^(e2e|bench|scripts)\//.test(path)

/** What may be imported in pure files, beside other pure files. */
const purePackages = new Set(['zod', 'fractional-indexing'])

/** Every broken rule in these files, a sentence each. */
export function breachesIn(sources: readonly Source[]): string[] {
  const checked = sources.filter(({ path }) => !isOutside(path))
  const owners = tableOwners(sources)
  const byModule = new Map(checked.map((source) => [source.path.replace(/(\/index)?\.tsx?$/, ''), source]))
  return [
    ...sources.flatMap(formattedTextBreaches),
    ...checked.flatMap((source) => breachesOf(source, byModule)),
    ...checked.flatMap((source) => tableBreaches(source, owners)),
  ]
}

function breachesOf(source: Source, byModule: Map<string, Source>): string[] {
  return [
    ...importBreaches(source),
    ...runtimeBreaches(source),
    ...pureBreaches(source, byModule),
    ...formBreaches(source),
    ...browserBreaches(source, byModule),
    ...youngApiBreaches(source),
    ...inlineActionBreaches(source),
  ]
}

/** The modules a file imports, as paths from the root (`lib/rooms/rules`) or package names. */
function importsOf({ path, text }: Source): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name]) => name ?? '')
  return specifiers.map((name) => {
    if (name.startsWith('@/')) return name.slice(2)
    return name.startsWith('.') ? resolve(path, name) : name
  })
}

function resolve(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

const layerOf = (module: string) => /^(app|components|lib|db|server)(?:\/|$)/.exec(module)?.[1]
/** Plain Node that also runs where there are no packages yet: what the environment may say is decided in one place. */
const isForEverybody = (module: string) => module.startsWith('lib/environment/')
const domainOf = (module: string) => domains.find((domain) => module.startsWith(`lib/${domain}/`))

function importBreaches(source: Source): string[] {
  const layer = layerOf(source.path)
  const domain = domainOf(source.path)
  return importsOf(source).flatMap((target) => {
    const targetLayer = layerOf(target)
    if (layer && targetLayer && !layers[layer]?.includes(targetLayer) && !isForEverybody(target))
      return [`${source.path} imports ${target}: imports point one way, app -> components -> lib -> db.`]
    const targetDomain = domainOf(target)
    if (domain && targetDomain && domains.indexOf(targetDomain) > domains.indexOf(domain))
      return [`${source.path} imports ${target}: ${domain} stands above ${targetDomain} and must not know it.`]
    return []
  })
}

function runtimeBreaches({ path, text }: Source): string[] {
  const file = path.split('/').at(-1) ?? ''
  if (!path.startsWith('lib/')) return []
  if (/^actions(-.*)?\.ts$/.test(file)) return actionBreaches(path, text)
  if (/(^|-)(commands|queries)\.ts$/.test(file) && !text.includes("import 'server-only'"))
    return [`${path} does not begin with import 'server-only': it would be bundled for browsers without a word.`]
  return []
}

/** Every exported action is built by the wrapper: nothing else checks who is asking. */
function actionBreaches(path: string, text: string): string[] {
  if (!/^['"]use server['"]/.test(text.trimStart())) return [`${path} does not begin with 'use server'.`]
  const exports = [...text.matchAll(/^export (?:async )?(?:const|function) (\w+)(.*)$/gm)]
  return exports.flatMap(([, name, rest]) => [
    ...(/=\s*(formAction|action)\b/.test(rest ?? '')
      ? []
      : [`${path}: ${name} is not built by action() or formAction().`]),
    ...(name?.endsWith('Action') ? [] : [`${path}: ${name} is a server action, so its name ends in Action.`]),
  ])
}

/** Rules decide from data alone: no database, no request, no package with effects, directly or through others. */
function pureBreaches(source: Source, byModule: Map<string, Source>): string[] {
  if (!/^lib\/.*\/(rules|schemas)\.ts$/.test(source.path)) return []
  return importsOf(source).flatMap((target) => {
    const local = byModule.get(target)
    if (!local) return purePackages.has(target) ? [] : [`${source.path} imports ${target}: rules are pure.`]
    return /import 'server-only'|^['"]use (server|client)['"]/m.test(local.text)
      ? [`${source.path} imports ${target}, which needs a server or a browser: rules are pure.`]
      : []
  })
}

/** React's own hook puts the error page in the place of a form whose call got no answer. */
function formBreaches({ path, text }: Source): string[] {
  const isOurs = path === 'components/actions/use-form-action.ts'
  return !isOurs && /^import .*\buseActionState\b/m.test(text)
    ? [`${path} uses useActionState: useFormAction keeps what was typed when the network does not answer.`]
    : []
}

/** What an action inside a component closes over goes to the browser and back, sealed with a key that is none of ours. */
function inlineActionBreaches({ path, text }: Source): string[] {
  return /^[ \t]+['"]use server['"]/m.test(text)
    ? [
        `${path} has an action inside a function: what it closes over would go to the browser; write it into an actions file.`,
      ]
    : []
}

/** zod probes for `eval`, which the Content-Security-Policy reports, and weighs more than a page of ours. */
const notForBrowsers = new Set(['zod'])

/** What a client component takes along, through every module that is not a server's. Types weigh nothing. */
function browserBreaches(source: Source, byModule: Map<string, Source>): string[] {
  if (!/^['"]use client['"]/.test(source.text)) return []
  const seen = new Set<string>()
  const reach = (from: Source, way: string[]): string[] =>
    importsOf({ ...from, text: withoutTypes(from.text) }).flatMap((target) => {
      if (notForBrowsers.has(target)) return [`${[...way, target].join(' -> ')}: ${target} is not for browsers.`]
      const local = byModule.get(target)
      if (!local || seen.has(target) || /^['"]use (server|client)['"]/.test(local.text)) return []
      seen.add(target)
      return reach(local, [...way, local.path])
    })
  return reach(source, [source.path])
}

const withoutTypes = (text: string) => text.replace(/^(import|export) type [^;]*?from ['"][^'"]+['"]/gm, '')

/** A call with its arguments, which may hold calls themselves. */
const callOf = (name: string) => String.raw`\b${name}\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)`
const formatted = `(?:${callOf('format')}|${callOf('toLocale(?:Date|Time)?String')})`

/** Text for people, taken apart again: what stands where in it is each engine's own affair. */
const formattedTextTricks = [
  // These locales are written by nobody here for their readers, but because their dates look like ISO ones.
  /['"](?:en-CA|fr-CA|sv(?:-SE)?|lt(?:-LT)?)['"]/,
  new RegExp(
    String.raw`${formatted}\s*\.(?:split|slice|substring|substr|match|matchAll|replace|replaceAll|at|charAt|indexOf)\(`,
  ),
  new RegExp(
    String.raw`\b(?:Number|parseInt|parseFloat|Date|Date\.parse)\((?:\w+\.)*(?:new Intl\.DateTimeFormat\([^)]*\)\.)?(?:\w+\.)*${formatted}`,
  ),
]

/** Also in tests: one that plays the same trick agrees with the mistake it should find. */
function formattedTextBreaches({ path, text }: Source): string[] {
  if (path === 'lib/architecture.test.ts' || path === 'lib/testing/architecture.ts') return []
  return text
    .split('\n')
    .filter((line) => formattedTextTricks.some((trick) => trick.test(line)))
    .map(
      (line) =>
        `${path} reads formatted text as data (${line.trim()}): engines write it differently; days come from lib/calendar/zone and lib/calendar/study-day.`,
    )
}

/**
 * What the oldest browsers we serve lack (Safari 17, WebKitGTK 2.50, Firefox ESR), or any browser on a page without
 * https. Nothing brings it to them: a file that uses it asks first and has a way round.
 */
const youngApis = [
  'AbortSignal.any',
  'Array.fromAsync',
  'Intl.DurationFormat',
  'Map.groupBy',
  'Object.groupBy',
  'Promise.try',
  'Promise.withResolvers',
  'RegExp.escape',
  'crypto.randomUUID',
  'document.startViewTransition',
  'navigator.locks',
  'navigator.serviceWorker',
  'navigator.share',
  'navigator.vibrate',
  'navigator.wakeLock',
  'window.documentPictureInPicture',
  'window.requestIdleCallback',
  'window.scheduler',
]

function youngApiBreaches({ path, text }: Source): string[] {
  if (!/^(app|components)\//.test(path) || /\/route\.tsx?$/.test(path)) return []
  const code = text.replace(/\/\/.*$/gm, '')
  return youngApis.flatMap((api) => {
    const [owner = '', name = ''] = api.split('.')
    const bare = owner === 'window' ? `(?<![.\\w])(?:window\\.)?${name}\\b(?!['"?])` : `\\b${owner}\\.${name}\\b`
    const asks = new RegExp(`typeof [\\w.]*\\b${name}\\b|['"]${name}['"] in|!${owner}\\.${name}\\b|\\b${name}\\?[.:]`)
    return new RegExp(bare).test(code) && !asks.test(code)
      ? [`${path} uses ${api} without asking for it: some browsers we serve do not have it.`]
      : []
  })
}
