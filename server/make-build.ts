/** Makes the build of these sources as `npm start` would, in the bare environment of the tests. For `npm test`. */
import { ensureBuild } from './build'
import { projectFile } from './children'
import { complain, exitCodeOf, explain } from './output'
import { bareEnvironment } from './settings'

ensureBuild(projectFile('.'), bareEnvironment(), true).catch((error: unknown) => {
  complain(explain(error))
  process.exitCode = exitCodeOf(error)
})
