import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeExit, launch } from './children'
import { describeDiskError } from './data-dir'
import { acquireLock, isAlive } from './lock.mjs'
import { CliError, errorCode, prefixed, say } from './output'
import { buildHash } from './source-hash'

/**
 * Each build has a folder of its own, named after what went into it: `.build/<hash>`. A start never builds over
 * what another one is serving, a build that was interrupted has no stamp, and going back to an older state of the
 * sources finds its build again.
 */
const buildsFolder = '.build'
const stampName = 'virtualcafe.json'
const keptBuilds = 2
const buildAttempts = 3

export type Build = { distDir: string; isFresh: boolean }

/**
 * The build to serve: the one of the sources as they are, made now when it is missing. With `mayBuild` false, the
 * newest one there is. Throws a CliError when there is none or the build fails.
 */
export async function ensureBuild(root: string, env: NodeJS.ProcessEnv, mayBuild: boolean): Promise<Build> {
  let distDir = distDirOf(root, env)
  if (!isComplete(root, distDir)) {
    if (!mayBuild) return newestBuild(root)
    distDir = await buildUnderLock(root, env)
  }
  noteUse(root, distDir)
  return { distDir, isFresh: true }
}

function distDirOf(root: string, env: NodeJS.ProcessEnv): string {
  return join(buildsFolder, buildHash(root, env))
}

/** Answers the folder of the finished build; whoever waited for another start's build may find it done. */
async function buildUnderLock(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const release = await lockBuilds(root)
  try {
    for (let attempt = 1; attempt <= buildAttempts; attempt++) {
      const distDir = distDirOf(root, env)
      if (!isComplete(root, distDir)) await build(root, distDir, env)
      // Somebody may have saved a file meanwhile: then this is a build of neither the old nor the new sources.
      if (distDirOf(root, env) === distDir) {
        stamp(root, distDir)
        removeOldBuilds(root, distDir)
        return distDir
      }
      say('The sources changed during the build; building again …')
    }
  } finally {
    release()
  }
  throw new CliError('The sources keep changing while they are built: try again when they rest.')
}

function stamp(root: string, distDir: string): void {
  const file = join(root, distDir, stampName)
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ builtAt: new Date().toISOString() })}\n`)
}

async function lockBuilds(root: string): Promise<() => void> {
  const folder = join(root, buildsFolder)
  try {
    mkdirSync(folder, { recursive: true })
    return await acquireLock(join(folder, 'lock'), () => say('Waiting for another start that is building …'))
  } catch (error) {
    throw new CliError(
      describeDiskError(errorCode(error), folder).replace(/, or choose another folder with --data-dir/, ''),
    )
  }
}

async function build(root: string, distDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  say('Building the app (only when its sources changed) …')
  const startedMs = Date.now()
  seedCache(root, distDir)
  const program = {
    name: 'build',
    args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    env: { ...env, NODE_ENV: 'production' as const, NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' },
    cwd: root,
  }
  const restoreTypes = keepTypes(root)
  const exit = await launch(program, prefixed('build')).exited
  restoreTypes()
  if (exit.code !== 0) throw new CliError(`The build failed (${describeExit(exit)}); its own lines above say why.`)
  say(`Built in ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`)
}

/** A build points next-env.d.ts at its own folder, which will be gone one day; editors look into `.next`. */
function keepTypes(root: string): () => void {
  const file = join(root, 'next-env.d.ts')
  const before = existsSync(file) ? readFileSync(file) : null
  return () => (before ? writeFileSync(file, before) : rmSync(file, { force: true }))
}

/** The compiler's cache of the newest build makes this one faster. */
function seedCache(root: string, distDir: string): void {
  const newest = completeBuilds(root)[0]
  const from = newest && join(root, newest.distDir, 'cache')
  if (from && existsSync(from)) cpSync(from, join(root, distDir, 'cache'), { recursive: true })
}

function newestBuild(root: string): Build {
  const newest = completeBuilds(root)[0]
  if (!newest) throw new CliError('There is no build to start: run npm start once without --no-build.')
  noteUse(root, newest.distDir)
  return { distDir: newest.distDir, isFresh: false }
}

function removeOldBuilds(root: string, current: string): void {
  const complete = completeBuilds(root)
  const kept = new Set([current, ...complete.slice(0, keptBuilds).map((build) => build.distDir)])
  for (const name of readdirSync(join(root, buildsFolder))) {
    const distDir = join(buildsFolder, name)
    if (name === 'lock' || kept.has(distDir) || isInUse(root, distDir)) continue
    rmSync(join(root, distDir), { recursive: true, force: true })
  }
}

function completeBuilds(root: string): { distDir: string; builtMs: number }[] {
  if (!existsSync(join(root, buildsFolder))) return []
  return readdirSync(join(root, buildsFolder))
    .map((name) => join(buildsFolder, name))
    .filter((distDir) => isComplete(root, distDir))
    .map((distDir) => ({ distDir, builtMs: statSync(join(root, distDir, stampName)).mtimeMs }))
    .sort((a, b) => b.builtMs - a.builtMs)
}

function isComplete(root: string, distDir: string): boolean {
  return existsSync(join(root, distDir, stampName))
}

/** A note with our pid, so that another start's clean-up leaves this build alone. */
function noteUse(root: string, distDir: string): void {
  const folder = join(root, distDir, 'users')
  const note = join(folder, String(process.pid))
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(note, '')
    process.once('exit', () => rmSync(note, { force: true }))
  } catch {
    // A read-only folder: nobody else can clean it up either.
  }
}

function isInUse(root: string, distDir: string): boolean {
  const folder = join(root, distDir, 'users')
  return existsSync(folder) && readdirSync(folder).some((pid) => isAlive(Number(pid)))
}
