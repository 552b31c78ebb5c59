/** `npm start` and `npm run dev`: everything one machine needs, from an empty folder to an address to open. */
import { readSettings } from '../lib/environment/files.mjs'
import { describeProblems, settingsWarnings, wrongConfiguration } from '../lib/environment/rules.mjs'
import { type Build, ensureBuild } from './build'
import { projectFile } from './children'
import { prepareDataDir } from './data-dir'
import { holdDataDir } from './data-lock'
import { runUntilStopped } from './lifecycle'
import { localModeLines } from './local-mode'
import { readOptions, startProblems, usage, wantsHelp } from './options'
import { CliError, logError, say } from './output'
import { scheduledJobs, startScheduler } from './scheduler'
import { localSecrets } from './secrets'
import { chooseRealtime } from './settings'
import { choosePorts, migrate, sharedEnv, startStack } from './stack'
import { createSupervisor } from './supervisor'

const supervisor = createSupervisor()
let scheduler: { stop(): void } | undefined

async function open(): Promise<void> {
  const root = projectFile('.').replace(/\/$/, '')
  const settings = readSettings(root, process.env)
  if (settings.LOG_LEVEL) process.env.LOG_LEVEL = settings.LOG_LEVEL
  const args = process.argv.slice(2)
  if (wantsHelp(args)) {
    say(usage)
    process.exit(0)
  }
  const problems = startProblems(args, settings)
  if (problems.length > 0) throw new CliError(describeProblems(problems), wrongConfiguration)
  for (const warning of settingsWarnings(settings)) logError(`Warning: ${warning}`)
  const options = readOptions(args, settings)
  if (options.isCheck) {
    say('The settings are right.')
    process.exit(0)
  }
  const realtime = chooseRealtime(settings)
  const dataDir = prepareDataDir(root, options.dataDir)
  holdDataDir(dataDir)
  const secrets = localSecrets(dataDir)
  const basics = { root, options, settings, realtime, secrets, dataDir }
  const env = sharedEnv(basics)
  // A port that will be refused is named before minutes go into a build; they are chosen for good when all is ready.
  await choosePorts(basics, () => {})
  await migrate(root, env)
  const build = options.isDev ? null : await ensureBuild(root, env, options.mayBuild)
  if (build) warnAboutBuild(build)
  const stack = await startStack({ ...basics, distDir: build?.distDir ?? null }, supervisor)
  scheduler = startScheduler(stack.origin, env.CRON_SECRET ?? '', scheduledJobs(settings))
  say(`VirtualCafe is open: ${stack.url}   (data in ${options.dataDir}, stop with Ctrl-C)`)
  localModeLines(stack).forEach(say)
  process.send?.({ type: 'open', url: stack.url, env: stack.env })
  await supervisor.gaveUp
}

function warnAboutBuild(build: Build): void {
  if (!build.isFresh)
    logError('Starting an older build: the sources have changed since (leave out --no-build to renew it).')
}

async function close(): Promise<void> {
  scheduler?.stop()
  await supervisor.stop()
}

runUntilStopped(open, close)
