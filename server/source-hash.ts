/** What a build is made of, as one short name. Read by next.config.ts too, so without anything but Node itself. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

type Settings = Record<string, string | undefined>

const folders = ['app', 'components', 'lib', 'db', 'environment', 'public']
const rootFiles = /^(?!vitest\.|drizzle\.|biome\.|next-env\.).*\.(ts|tsx|js|mjs|cjs|json|css)$/
const notBuilt = /\.test\.tsx?$|(^|\/)lib\/testing\/|\.tsbuildinfo$/

/** The name of a build's folder: the sources, the Node that builds them, and the settings that end up inside. */
export function buildHash(root: string, settings: Settings): string {
  return hashOf(root, settings, [
    process.versions.node.split('.')[0] ?? '',
    settings.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '',
  ])
}

/**
 * The id of a build, which every browser is told: the sources and what of the settings is public in them. Machines with the
 * same sources have the same one, so that a page of one goes on at the next without loading anew; nothing secret is in it.
 */
export function sourceHash(root: string, settings: Settings): string {
  return hashOf(root, settings, [])
}

function hashOf(root: string, settings: Settings, more: string[]): string {
  const hash = createHash('sha256')
  const add = (...parts: (string | Buffer)[]) => {
    for (const part of parts) hash.update(`${part.length}:`).update(part)
  }
  add(...more)
  for (const name of Object.keys(settings).sort()) {
    // These end up inside the build; everything else is read when it runs.
    if (name.startsWith('NEXT_PUBLIC_')) add(name, settings[name] ?? '')
  }
  for (const file of buildInputs(root)) add(file, readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 12)
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
