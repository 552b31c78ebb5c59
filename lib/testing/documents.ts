/** What documents name has to exist. `lib/documents.test.ts` runs this on the real ones. */

export type Document = { path: string; text: string }

/** What there is: paths from the root (folders without a slash at the end), scripts of package.json, and all source text. */
export type Tree = {
  paths: ReadonlySet<string>
  scripts: ReadonlySet<string>
  sources: string
  documents: readonly Document[]
}

/** Every link, path and command of these documents that leads nowhere, a sentence each. */
export function deadReferences(tree: Tree): string[] {
  return tree.documents.flatMap((document) => [
    ...deadLinks(document, tree),
    ...deadPaths(document, tree),
    ...deadScripts(document, tree),
  ])
}

function deadLinks({ path, text }: Document, tree: Tree): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '')
  return targets.flatMap((target) => {
    if (/^[a-z]+:/.test(target)) return []
    const [file = '', anchor] = target.split('#')
    const full = file === '' ? path : resolve(path, file)
    if (!tree.paths.has(full)) return [`${path} links to ${target}, which does not exist.`]
    const linked = tree.documents.find((document) => document.path === full)
    const hasHeading = anchor === undefined || !linked || headingsOf(linked.text).includes(anchor)
    return hasHeading ? [] : [`${path} links to ${target}, and ${full} has no such heading.`]
  })
}

const headingsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  )

/** Code in backquotes that begins with one of our folders. What has a hole in it (`<name>`, `*`, `…`) names no file. */
function deadPaths({ path, text }: Document, tree: Tree): string[] {
  const named = [...text.matchAll(/`((?:app|bench|components|db|docs|e2e|lib|public|scripts|server)\/[^`\s]*)`/g)]
  return named.flatMap(([, name = '']) => {
    const plain = name.replace(/\/$/, '')
    if (/[<*…{]/.test(plain) || [plain, `${plain}.ts`, `${plain}.tsx`].some((file) => tree.paths.has(file))) return []
    return [`${path} names ${name}, which does not exist.`]
  })
}

function deadScripts({ path, text }: Document, tree: Tree): string[] {
  const named = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name ?? '')
  return [...new Set(named)]
    .filter((name) => !tree.scripts.has(name))
    .map((name) => `${path} names npm run ${name}, which package.json does not have.`)
}

/** The names in the last column of the glossary's tables that no source has, a sentence each. */
export function unknownNames(glossary: string, sources: string): string[] {
  const [tables = ''] = glossary.split(/^## Verbs$/m)
  const cells = tables.split('\n').flatMap((line) => /^\| .+ \| .+ \| (.+) \|$/.exec(line)?.[1] ?? [])
  const names = cells.flatMap((cell) => [...cell.matchAll(/`([A-Za-z]\w*(?:\.[A-Za-z]\w*)?)(?:\(\))?`/g)])
  return names
    .map(([, name]) => name ?? '')
    .filter((name) => !/\.tsx?$/.test(name))
    .filter((name) => name.split('.').some((part) => !new RegExp(`\\b${part}\\b`).test(sources)))
    .map((name) => `docs/glossary.md names ${name}, which no source has.`)
}

/** Decisions that the index does not list, numbers that two share, and titles without their number. */
export function indexBreaches(index: string, decisions: readonly Document[]): string[] {
  return decisions.flatMap(({ path, text }) => {
    const file = path.split('/').at(-1) ?? ''
    const number = file.slice(0, 3)
    const isListed = index.includes(`[${number}](${file})`)
    const isAlone = decisions.filter((other) => other.path.includes(`/${number}-`)).length === 1
    return [
      ...(isListed ? [] : [`docs/decisions/README.md does not list ${file}.`]),
      ...(isAlone ? [] : [`Two decisions have the number ${number}.`]),
      ...(text.startsWith(`# ${number}: `) ? [] : [`${path} does not begin with "# ${number}: ".`]),
    ]
  })
}

function resolve(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
