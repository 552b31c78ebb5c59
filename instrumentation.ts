import type { Instrumentation } from 'next'

/** Runs once when the server starts, before it answers. Here domains that do not know each other are brought together. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, guardThisProcess } = await import('@/lib/boot')
    checkEnvironment()
    guardThisProcess()
    const { registerHooks } = await import('@/app/account-hooks')
    registerHooks()
  }
}

/** What was thrown while a request was answered; the number on the error page leads to its line in the log. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logRequestError } = await import('@/lib/request-error')
    logRequestError(error, request, context)
  }
}
