import { z } from 'zod'
import { exportAccount, exportStudySessions } from '@/lib/accounts/export'
import { limits } from '@/lib/accounts/limits'
import { guardInput, toClientError } from '@/lib/guard'

const guard = {
  name: 'accounts.export',
  access: 'viewer',
  input: z.object({ format: z.enum(['json', 'csv']).default('json') }),
  limit: limits.exportData,
} as const

/** Everything about the viewer as JSON, or the study sessions as CSV: a file to keep. */
export async function GET(request: Request): Promise<Response> {
  try {
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const { input, context } = await guardInput(guard, query, { isRead: true })
    const { viewer, now } = context
    const day = now.toISOString().slice(0, 10)
    if (input.format === 'csv')
      return file(await exportStudySessions(viewer), 'text/csv', `virtualcafe-sessions-${day}.csv`)
    return file(
      JSON.stringify(await exportAccount(viewer, now), null, 2),
      'application/json',
      `virtualcafe-${day}.json`,
    )
  } catch (thrown) {
    const { code, message, status } = toClientError(guard.name, thrown)
    return Response.json({ error: { code, message } }, { status, headers: { 'Cache-Control': 'private, no-store' } })
  }
}

function file(text: string, type: string, name: string): Response {
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
  }
  return new Response(text, { headers })
}
