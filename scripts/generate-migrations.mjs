/** `npm run db:generate`: the migrations of both dialects from the one schema, on any shell. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const drizzleKit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs')

for (const dialect of ['sqlite', 'postgres']) {
  const env = { ...process.env, DIALECT: dialect }
  const args = [drizzleKit, 'generate', ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
