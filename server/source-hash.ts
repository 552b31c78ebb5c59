/** What a build is made of, as one short name. Read by next.config.ts too, so without anything but Node itself. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

type Settings = Record<string, string | undefined>

const folders = ['app', 'components', 'lib', 'db', 'public']
const rootFiles = /^(?!vitest\.|drizzle\.|biome\.|next-env\.).*\.(ts|tsx|js|mjs|cjs|json|css)$/
const keyName = 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'
const notBuilt = /\.test\.tsx?$|(^|\/)lib\/testing\/|\.tsbuildinfo$/

/** The name of a build's folder: its id, and the Node that builds it. */
export function buildHash(root: string, settings: Settings): string {
  return `${sourceHash(root, settings)}-node${process.versions.node.split('.')[0]}`
}

/**
 * The id of a build, which every browser is told: the sources and the settings that end up in what browsers load. Machines
 * with the same sources have the same one, so that a page of one goes on at the next without loading anew. Nothing secret
 * can be read from it: of the key of the actions, which is made by chance, there is a digest, as in the ids of the actions.
 */
export function sourceHash(root: string, settings: Settings): string {
  return hashOf(root, settings, 'id').toString('hex').slice(0, 12)
}

/**
 * The key with which Next names server actions, in base64. By chance, as Next makes it, every build would have other names
 * in other files, and a page of one machine could not go on at the next. So it follows from the sources, unless one is set.
 * It need not be secret: what it would hide are the variables of actions inside components, which the architecture forbids.
 */
export function actionsKey(root: string, settings: Settings): string {
  return settings[keyName] || ownActionsKey(root)
}

const ownActionsKey = (root: string) => hashOf(root, {}, 'actions').toString('base64')

function hashOf(root: string, settings: Settings, purpose: string): Buffer {
  const hash = createHash('sha256')
  const add = (...parts: (string | Buffer)[]) => {
    for (const part of parts) hash.update(`${part.length}:`).update(part)
  }
  add(purpose)
  // The key that follows from the sources says nothing more than they do; a build sets it for its own processes.
  const isOther = (key: string | undefined) => Boolean(key) && key !== ownActionsKey(root)
  for (const name of Object.keys(settings).sort()) {
    // These end up inside the build; everything else is read when it runs.
    if (name.startsWith('NEXT_PUBLIC_') || (name === keyName && isOther(settings[name])))
      add(name, settings[name] ?? '')
  }
  for (const file of buildInputs(root)) add(file, readFileSync(join(root, file)))
  return hash.digest()
}

/** The files a build reads, relative to the root with forward slashes, in a fixed order. */
export function buildInputs(root: string): string[] {
  const own = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && rootFiles.test(entry.name))
    .map((entry) => entry.name)
  const nested = folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => filesIn(root, folder))
  return [...own, ...nested].filter((file) => !notBuilt.test(file)).sort()
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
