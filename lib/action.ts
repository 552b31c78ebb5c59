import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { type Access, type Door, type DoorContext, type Handler, passDoor, reportRefusal } from './door'
import type { ActionResult, FormState } from './form-state'

/**
 * A server action called from code. Server actions are public endpoints whose arguments can be anything, so each one
 * passes a door: origin, who, rate, shape, then the handler; a named result comes back, never a thrown error.
 */
export function action<Who extends Access, Schema extends z.ZodType, Data>(
  door: Door<Who, Schema>,
  handler: Handler<DoorContext<Who>, Schema, Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    try {
      return { ok: true, data: await pass(door, handler, input) }
    } catch (thrown) {
      return { ok: false, ...refusal(door.name, thrown) }
    }
  }
}

/**
 * A server action behind a form, for `useActionState`; works without JavaScript. Field errors come back beside what
 * was typed. Fields whose name says password, secret or totp are not echoed.
 */
export function formAction<Who extends Access, Schema extends z.ZodType, Data>(
  door: Door<Who, Schema>,
  handler: Handler<DoorContext<Who>, Schema, Data>,
): (state: FormState<Data>, form: FormData) => Promise<FormState<Data>> {
  return async (_, form) => {
    const sent = form instanceof FormData ? fieldsOf(form) : {}
    try {
      return { status: 'done', data: await pass(door, handler, sent), at: Date.now() }
    } catch (thrown) {
      return { status: 'error', ...refusal(door.name, thrown), values: echoOf(sent), at: Date.now() }
    }
  }
}

async function pass<Who extends Access, Schema extends z.ZodType, Data>(
  door: Door<Who, Schema>,
  handler: Handler<DoorContext<Who>, Schema, Data>,
  sent: unknown,
): Promise<Data> {
  const { input, context } = await passDoor(door, sent)
  return handler(input, context)
}

/** The parts of an error that go to the person. A redirect is thrown too: it is passed on. */
function refusal(door: string, thrown: unknown) {
  unstable_rethrow(thrown)
  const { code, message, fields, retryAfterS } = reportRefusal(door, thrown)
  return { code, message, fields: fields ?? {}, ...(retryAfterS && { retryAfterS }) }
}

/** The fields of a form: text, and files for schemas that ask for one. The names React adds (`$ACTION_…`) are left out. */
function fieldsOf(form: FormData): Record<string, string | File> {
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION')))
}

/** What may be shown again: text, unless its name says that it is a secret. */
function echoOf(fields: Record<string, string | File>): Record<string, string> {
  const isShown = (entry: [string, string | File]): entry is [string, string] =>
    typeof entry[1] === 'string' && !/password|secret|totp/i.test(entry[0])
  return Object.fromEntries(Object.entries(fields).filter(isShown))
}
