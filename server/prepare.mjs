/**
 * Runs before `npm start`, `npm test` and `npm run dev`, when node_modules may not exist: plain Node without
 * dependencies, in syntax that Node 14 can parse, so that an old Node is told what is wrong.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sqliteLibrary } from '../db/sqlite-library.mjs'
import { readSettings } from '../lib/environment/files.mjs'
import { describeProblems, settingsProblems, wrongConfiguration } from '../lib/environment/rules.mjs'
import { acquireInstallLock } from './install-lock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const library = sqliteLibrary(process.versions.napi)

export { library as databaseLibrary }

/**
 * Why this Node cannot run VirtualCafe, or null when it can.
 * @param {string} version as in `process.versions.node`
 */
export function nodeProblem(version) {
  const parts = version.split('.').map(Number)
  const isNewEnough = parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)
  if (isNewEnough) return null
  return `VirtualCafe needs Node 20.19 or newer and this is Node ${version}: install a newer one from https://nodejs.org and run the command again.`
}

/**
 * One sentence about a folder that cannot be written, or null when the error is about something else.
 * @param {string | undefined} code a system error's
 * @param {string} folder
 * @param {string} [instead] what else to do, such as ", or choose another folder with --data-dir"
 */
export function diskProblem(code, folder, instead = '') {
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk is full: make room for ${folder}${instead}.`
  if (code === 'EROFS')
    return `VirtualCafe cannot write to ${folder}: the disk is read-only; make it writable${instead}.`
  if (code === 'EACCES' || code === 'EPERM')
    return `VirtualCafe cannot write to ${folder}: it belongs to somebody else; change its owner${instead}.`
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return `VirtualCafe cannot use ${folder}: a file is in its place; move the file away${instead}.`
  return null
}

/**
 * Does what npm wrote about node_modules agree with the lock file? Packages for other platforms may be absent.
 * @param {{ packages?: Record<string, { version?: string, optional?: boolean }> }} wanted package-lock.json
 * @param {{ packages?: Record<string, { version?: string }> }} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const present = installed.packages || {}
  return Object.entries(wanted.packages || {}).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    return found ? found.version === entry.version : entry.optional === true
  })
}

async function prepare() {
  const oldNode = nodeProblem(process.versions.node)
  if (oldNode) return oldNode
  if (process.argv.includes('--check-settings')) {
    const problems = settingsProblems(readSettings(root, process.env), 'machine')
    if (problems.length > 0) {
      process.exitCode = wrongConfiguration
      return describeProblems(problems)
    }
  }
  try {
    if (installIsCurrent()) return databaseLibraryLoads() ? null : await repairDatabaseLibrary()
    const lockFile = join(root, '.install.lock')
    const release = await acquireInstallLock(lockFile, (holder) =>
      say(`Waiting for process ${holder}, which is installing packages (if it is not, delete ${lockFile}) …`),
    )
    try {
      return await install()
    } finally {
      release()
    }
  } catch (error) {
    return diskProblem(error.code, root) || `The packages could not be prepared: ${error.message}`
  }
}

/** @returns {Promise<string | null>} what went wrong */
async function install() {
  if (!installIsCurrent()) {
    say('Installing packages: a minute or two the first time (better-sqlite3 may be compiled, about 70 s) …')
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    const code = await installPackages()
    if (code !== 0) return `The packages could not be installed (npm ended with ${code}); npm says why above.`
  }
  return databaseLibraryLoads() ? null : await repairDatabaseLibrary()
}

/**
 * `npm ci` refuses the whole lock file when the registry at hand lacks a binary that is meant for other machines;
 * `npm install` takes the same versions and does without.
 */
async function installPackages() {
  const how = ['--include=dev', '--no-audit', '--no-fund']
  const code = await npm(['ci', ...how])
  if (code === 0 || typeof code !== 'number') return code
  say('npm ci did not work; trying npm install, which is less strict …')
  return await npm(['install', '--no-save', ...how])
}

/** What npm wrote about node_modules agrees with the lock file, and nobody has taken a package away since. */
function installIsCurrent() {
  const wanted = readJson(join(root, 'package-lock.json'))
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !installed || !isInstalled(wanted, installed)) return false
  return Object.keys(installed.packages).every((path) => existsSync(join(root, path, 'package.json')))
}

/** In a process of its own: a native addon made for another Node may crash instead of throwing. */
function databaseLibraryLoads() {
  const probe = `const Database = require('${library}'); new Database(':memory:').close()`
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0
}

async function repairDatabaseLibrary() {
  say(`Preparing ${library} for Node ${process.versions.node}: about 70 s when it must be compiled …`)
  // Without its old binary, which npm would otherwise take for good.
  rmSync(join(root, 'node_modules', library, 'build'), { recursive: true, force: true })
  const code = await npm(['rebuild', library, '--ignore-scripts=false'])
  if (code === 0 && databaseLibraryLoads()) return null
  return 'better-sqlite3 could not be compiled: install python3, make and a C++ compiler (Debian: apt install build-essential python3; macOS: xcode-select --install) and run the command again.'
}

/** The npm that runs us, when it is npm: its version and settings are what the person expects. */
function npm(args) {
  const cli = process.env.npm_execpath || ''
  const isNpm = /npm-cli\.c?js$/.test(cli) && existsSync(cli)
  const command = isNpm ? process.execPath : 'npm'
  return new Promise((resolve, reject) => {
    const child = spawn(command, isNpm ? [cli, ...args] : args, { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? signal : code))
  })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

const isCommand = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isCommand) {
  prepare().then((problem) => {
    if (!problem) return
    process.stderr.write(`${problem}\n`)
    if (!process.exitCode) process.exitCode = 1
  })
}
