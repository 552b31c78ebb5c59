import type { ErrorCode } from './errors'

/** What a form shows after it was sent: the same shape for every form. */
export type FormState<Data = undefined> =
  | { status: 'idle' }
  | { status: 'done'; data: Data; at: number }
  | {
      status: 'error'
      code: ErrorCode
      message: string
      /** Messages by field name. */
      fields: Record<string, string>
      /** What was typed, to be shown again; secrets are left out. */
      values: Record<string, string>
      retryAfterS?: number
      /** Tells two equal errors apart, so that the second one is announced too. */
      at: number
    }

export const idle: FormState<never> = { status: 'idle' }

/** What an action called from code answers. */
export type ActionResult<Data> =
  | { ok: true; data: Data }
  | { ok: false; code: ErrorCode; message: string; fields: Record<string, string>; retryAfterS?: number }

/** The message beside one field, if there is one. */
export function errorOf(state: FormState<unknown>, field: string): string | undefined {
  return state.status === 'error' ? state.fields[field] : undefined
}

/** What was typed into a field before the form came back. */
export function typedIn(state: FormState<unknown>, field: string, otherwise = ''): string {
  return state.status === 'error' ? (state.values[field] ?? otherwise) : otherwise
}
