/** `npm start` and `npm run dev`: everything one machine needs, from an empty folder to an address to open. */
import { describeProblems, settingsWarnings, wrongConfiguration } from '../lib/environment/rules.mjs'
import { type Build, ensureBuild } from './build'
import { migrate, openCafe, sharedEnv } from './cafe'
import { projectFile } from './children'
import { prepareDataDir } from './data-dir'
import { holdDataDir } from './data-lock'
import { runUntilStopped } from './lifecycle'
import { localModeLines } from './local-mode'
import { readOptions, startProblems, usage, wantsHelp } from './options'
import { complain, Sentence, say } from './output'
import { nodeProblem } from './prepare.mjs'
import { scheduledJobs, startScheduler } from './scheduler'
import { localSecrets } from './secrets'
import { chooseRealtime, readSettings } from './settings'
import { createSupervisor } from './supervisor'

const supervisor = createSupervisor()
let scheduler: { stop(): void } | undefined

async function open(): Promise<void> {
  const oldNode = nodeProblem(process.versions.node)
  if (oldNode) throw new Sentence(oldNode)
  const root = projectFile('.').replace(/\/$/, '')
  const settings = readSettings(root, process.env)
  if (settings.LOG_LEVEL) process.env.LOG_LEVEL = settings.LOG_LEVEL
  const args = process.argv.slice(2)
  if (wantsHelp(args)) {
    say(usage)
    process.exit(0)
  }
  const problems = startProblems(args, settings)
  if (problems.length > 0) throw new Sentence(describeProblems(problems), wrongConfiguration)
  for (const warning of settingsWarnings(settings)) complain(`Warning: ${warning}`)
  const options = readOptions(args, settings)
  if (options.isCheck) {
    say('The settings are right.')
    process.exit(0)
  }
  const realtime = chooseRealtime(settings)
  const dataDir = prepareDataDir(root, options.dataDir)
  holdDataDir(dataDir)
  const secrets = await localSecrets(dataDir)
  const basics = { root, options, settings, realtime, secrets, dataDir }
  const env = sharedEnv(basics)
  await migrate(root, env)
  const build = options.isDev ? null : await ensureBuild(root, env, options.mayBuild)
  if (build) warnAboutBuild(build)
  const cafe = await openCafe({ ...basics, distDir: build?.distDir ?? null }, supervisor)
  scheduler = startScheduler(cafe.origin, env.CRON_SECRET ?? '', scheduledJobs(settings))
  say(`VirtualCafe is open: ${cafe.url}   (data in ${options.dataDir}, stop with Ctrl-C)`)
  localModeLines(cafe).forEach(say)
  process.send?.({ type: 'open', url: cafe.url, env: cafe.env })
  await supervisor.gaveUp
}

function warnAboutBuild(build: Build): void {
  if (!build.isFresh)
    complain('Starting an older build: the sources have changed since (leave out --no-build to renew it).')
}

async function close(): Promise<void> {
  scheduler?.stop()
  await supervisor.stop()
}

runUntilStopped(open, close)
