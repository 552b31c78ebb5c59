import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeExit, isAlive, launch } from './children'
import { acquireFileLock } from './file-lock'
import { CliError, errorCode, prefixed, say } from './output'
import { diskProblem } from './prepare.mjs'
import { buildHash } from './source-hash'

/**
 * Each build has a folder of its own, named after what went into it: `.build/<hash>`. A start, a test run or a deployment
 * never builds over what another start is serving, whose pages would miss their files; a build that was interrupted has no
 * stamp, and the sources of yesterday find theirs again.
 */
const buildsFolder = '.build'
const stampName = 'virtualcafe.json'
const keptBuilds = 2

export type Build = { distDir: string; isFresh: boolean }

/**
 * The build to serve: the one of the sources as they are, made now when it is missing. With `mayBuild` false, the
 * newest one there is. Throws a CliError when there is none or the build fails.
 */
export async function ensureBuild(root: string, env: NodeJS.ProcessEnv, mayBuild: boolean): Promise<Build> {
  const wanted = distDirOf(root, env)
  const distDir = isComplete(root, wanted) ? wanted : mayBuild ? await build(root, env) : newestBuilds(root)[0]
  if (!distDir) throw new CliError('There is no build to start: run npm start once without --no-build.')
  noteUse(root, distDir)
  return { distDir, isFresh: mayBuild || distDir === wanted }
}

const distDirOf = (root: string, env: NodeJS.ProcessEnv) => join(buildsFolder, buildHash(root, env))

const isComplete = (root: string, distDir: string) => existsSync(join(root, distDir, stampName))

/** The finished builds, the newest first. */
function newestBuilds(root: string): string[] {
  if (!existsSync(join(root, buildsFolder))) return []
  const builtMs = (distDir: string) => statSync(join(root, distDir, stampName)).mtimeMs
  return readdirSync(join(root, buildsFolder))
    .map((name) => join(buildsFolder, name))
    .filter((distDir) => isComplete(root, distDir))
    .sort((a, b) => builtMs(b) - builtMs(a))
}

/** Answers the folder of the finished build; whoever waited for another start's build may find it done. */
async function build(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = join(root, buildsFolder)
  const release = await writingIn(folder, () => lockBuilds(folder))
  try {
    for (;;) {
      const distDir = distDirOf(root, env)
      if (isComplete(root, distDir)) return distDir
      await runNextBuild(root, distDir, env)
      // Somebody may have saved a file meanwhile: then this is a build of neither the old nor the new sources.
      if (distDirOf(root, env) === distDir) {
        writeFileSync(join(root, distDir, stampName), `${JSON.stringify({ builtAt: new Date().toISOString() })}\n`)
        removeOldBuilds(root)
        return distDir
      }
      say('The sources changed during the build; building again …')
    }
  } finally {
    release()
  }
}

async function lockBuilds(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true })
  return acquireFileLock(join(folder, 'lock'), () => say('Waiting for another start that is building …'))
}

/** Says in words what keeps a start from writing its build: it may run as somebody who does not own the sources. */
async function writingIn<Result>(folder: string, write: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    const code = errorCode(error)
    if (!code) throw error
    const instead = ', or build as its owner and start with --no-build'
    throw new CliError(diskProblem(code, folder, instead) ?? `VirtualCafe cannot build in ${folder} (${code}).`)
  }
}

async function runNextBuild(root: string, distDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  say('Building the app (only when its sources changed) …')
  const startedMs = Date.now()
  // The compiler's cache of the newest build makes this one faster.
  const [newest] = newestBuilds(root)
  const cache = newest && join(root, newest, 'cache')
  const restoreTypes = await writingIn(join(root, distDir), () => {
    mkdirSync(join(root, distDir), { recursive: true })
    if (cache && existsSync(cache)) cpSync(cache, join(root, distDir, 'cache'), { recursive: true })
    return keepTypes(root)
  })
  const program = {
    name: 'build',
    args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    env: { ...env, NODE_ENV: 'production' as const, NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' },
    cwd: root,
  }
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

function removeOldBuilds(root: string): void {
  const kept = new Set(newestBuilds(root).slice(0, keptBuilds))
  for (const entry of readdirSync(join(root, buildsFolder), { withFileTypes: true })) {
    const distDir = join(buildsFolder, entry.name)
    if (entry.isDirectory() && !kept.has(distDir) && !isInUse(root, distDir))
      rmSync(join(root, distDir), { recursive: true, force: true })
  }
}

/** A note with our process id, so that another start's clean-up leaves this build alone. */
function noteUse(root: string, distDir: string): void {
  const note = join(root, distDir, 'users', String(process.pid))
  try {
    mkdirSync(join(root, distDir, 'users'), { recursive: true })
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
