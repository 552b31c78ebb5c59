/** Runs once when the server starts, before it answers. Here domains that do not know each other are brought together. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, guardThisProcess } = await import('@/lib/boot')
    checkEnvironment()
    guardThisProcess()
    const { registerHooks } = await import('@/app/hooks')
    registerHooks()
  }
}
