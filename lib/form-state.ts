import type { ErrorCode } from './errors'
import { pageViewerField } from './page-viewer'

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
  | {
      ok: false
      code: ErrorCode
      message: string
      fields: Record<string, string>
      retryAfterS?: number
      /** The server was updated and no longer knows the actions of this page: only a reload helps. */
      isStale?: true
      /** No answer of ours came back: nobody knows whether the server heard it. Never said by the server. */
      isOffline?: true
    }

/** What a person reads when nothing came back. */
export const noAnswer = 'We can’t reach VirtualCafe right now. Please try again in a moment.'

/**
 * The state without the errors of fields that were edited since: they tell of words that no longer stand there. With the
 * last of them goes the sentence over the form; what was typed stays.
 */
export function withoutErrorsOf<Data>(state: FormState<Data>, edited: ReadonlySet<string>): FormState<Data> {
  if (state.status !== 'error') return state
  const before = Object.entries(state.fields)
  const after = before.filter(([name]) => !edited.has(name))
  if (after.length === before.length) return state
  return { ...state, fields: Object.fromEntries(after), message: after.length === 0 ? '' : state.message }
}

/** The message beside one field, if there is one. */
export function errorOf(state: FormState<unknown>, field: string): string | undefined {
  return state.status === 'error' ? state.fields[field] : undefined
}

/** What was typed into a field before the form came back. */
export function typedIn(state: FormState<unknown>, field: string, otherwise = ''): string {
  return state.status === 'error' ? (state.values[field] ?? otherwise) : otherwise
}

/** The fields of a form: text, and files for schemas that ask for one. What React and our own calls add is left out. */
export function fieldsOf(form: FormData): Record<string, string | File> {
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION') && name !== pageViewerField))
}

/** The text of a form that may be shown again: not what its name calls a secret. */
export function textFieldsOf(form: FormData): Record<string, string> {
  const isShown = (entry: [string, string | File]): entry is [string, string] =>
    typeof entry[1] === 'string' && !/password|secret|totp/i.test(entry[0])
  return Object.fromEntries(Object.entries(fieldsOf(form)).filter(isShown))
}
