import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { type ActionResult, type FormState, fieldsOf, textFieldsOf } from './form-state'
import { type Access, type Guard, type GuardContext, guardInput, type Handler, toClientError } from './guard'
import { pageViewerField } from './page-viewer'
import { inRequest } from './request-context'

/**
 * A server action called from code. Server actions are public endpoints whose arguments can be anything, so each one
 * passes a guard: origin, who, rate, shape, then the handler; a named result comes back, never a thrown error. The second
 * argument tells for whom the page was made that calls.
 */
export function action<Who extends Access, Schema extends z.ZodType, Data>(
  guard: Guard<Who, Schema>,
  handler: Handler<GuardContext<Who>, Schema, Data>,
): (input: z.input<Schema>, pageViewer?: string) => Promise<ActionResult<Data>> {
  return async (input, pageViewer) =>
    inRequest(async (): Promise<ActionResult<Data>> => {
      try {
        return { ok: true, data: await pass(guard, handler, input, pageViewer) }
      } catch (thrown) {
        return { ok: false, ...refusal(guard.name, thrown) }
      }
    })
}

/**
 * A server action behind a form, for `useFormAction`; works without JavaScript. Field errors come back beside what
 * was typed. Fields whose name says password, secret or totp are not echoed.
 */
export function formAction<Who extends Access, Schema extends z.ZodType, Data>(
  guard: Guard<Who, Schema>,
  handler: Handler<GuardContext<Who>, Schema, Data>,
): (state: FormState<Data>, form: FormData) => Promise<FormState<Data>> {
  return async (_, form) =>
    inRequest(async (): Promise<FormState<Data>> => {
      const sent = form instanceof FormData ? form : new FormData()
      try {
        return {
          status: 'done',
          data: await pass(guard, handler, fieldsOf(sent), sent.get(pageViewerField)),
          at: Date.now(),
        }
      } catch (thrown) {
        return { status: 'error', ...refusal(guard.name, thrown), values: textFieldsOf(sent), at: Date.now() }
      }
    })
}

async function pass<Who extends Access, Schema extends z.ZodType, Data>(
  guard: Guard<Who, Schema>,
  handler: Handler<GuardContext<Who>, Schema, Data>,
  sent: unknown,
  pageViewer: unknown,
): Promise<Data> {
  const { input, context } = await guardInput(guard, sent, { pageViewer })
  return handler(input, context)
}

/** The parts of an error that go to the person. A redirect is thrown too: it is passed on. */
function refusal(name: string, thrown: unknown) {
  unstable_rethrow(thrown)
  const { code, message, fields, retryAfterS } = toClientError(name, thrown)
  return { code, message, fields: fields ?? {}, ...(retryAfterS && { retryAfterS }) }
}
