/** Makes the build of these sources as `npm start` would, in the bare environment of the tests. For `npm test`. */
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { exitCodeOf, explain, logError } from '../server/output'
import { bareEnvironment } from '../server/settings'

ensureBuild(projectFile('.'), bareEnvironment(), true).catch((error: unknown) => {
  logError(explain(error))
  process.exitCode = exitCodeOf(error)
})
