import { registerHooks } from '@/app/account-hooks'
import { closeDatabase } from '@/db/client'
import { tasks } from './test-api-functions'

// As `instrumentation.ts` does for the app.
registerHooks()

type Call = { id: number; task: keyof typeof tasks; input: unknown[] }

process.on('message', async ({ id, task, input }: Call) => {
  try {
    const run = tasks[task] as (...input: unknown[]) => Promise<unknown>
    process.send?.({ id, value: await run(...input) })
  } catch (error) {
    process.send?.({ id, error: `${task}: ${error instanceof Error ? error.stack : String(error)}` })
  }
})

process.once('disconnect', () => void closeDatabase())
