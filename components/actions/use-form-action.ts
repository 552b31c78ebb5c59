'use client'

import { unstable_rethrow } from 'next/navigation'
import { type RefObject, useActionState, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type FormState, idle, textFieldsOf, withoutErrorsOf } from '@/lib/form-state'
import { failureOf } from './failures'
import { signedForm } from './page-viewer'
import { keepTypedSince, type TypedSince } from './typed-since'

type FormAction<Data> = (state: FormState<Data>, form: FormData) => Promise<FormState<Data>>

const noChanges = () => () => {}

/**
 * `useActionState` for our form actions, on networks as they are: without an answer the form says so and keeps what was
 * typed, where React alone would put the error page in its place. An error beside a field goes when the field is edited,
 * and what is typed while the form is on its way stays when the answer comes.
 * Until the page is live the form posts to the action itself, so that it works without JavaScript.
 */
export function useFormAction<Data>(
  action: FormAction<Data>,
): [state: FormState<Data>, submit: (form: FormData) => void, isPending: boolean] {
  const isLive = useSyncExternalStore(
    noChanges,
    () => true,
    () => false,
  )
  const patient: FormAction<Data> = useCallback(
    async (state, form) => {
      try {
        return await action(state, signedForm(form))
      } catch (thrown) {
        unstable_rethrow(thrown)
        const { code, message, fields } = failureOf(thrown)
        return { status: 'error', code, message, fields, values: textFieldsOf(form), at: Date.now() }
      }
    },
    [action],
  )
  const [state, dispatch, isPending] = useActionState<FormState<Data>, FormData>(isLive ? patient : action, idle)
  const submitted = useSubmittedForm()
  const form = useRef<HTMLFormElement | null>(null)
  const typed = useRef<TypedSince | null>(null)
  useEffect(() => () => typed.current?.stop(), [])
  const submit = useCallback(
    (data: FormData) => {
      form.current = submitted.current
      typed.current?.stop()
      typed.current = form.current && keepTypedSince(form.current)
      dispatch(data)
    },
    [dispatch, submitted],
  )
  // Without scripts React must see its own function, which knows the address to post to.
  return [useForgottenErrors(state, form, typed), isLive ? submit : dispatch, isPending]
}

/** The form of the submit event that is under way: React runs a form's action while it handles that event. */
function useSubmittedForm(): RefObject<HTMLFormElement | null> {
  const submitted = useRef<HTMLFormElement | null>(null)
  useEffect(() => {
    const note = ({ target }: SubmitEvent) => {
      submitted.current = target instanceof HTMLFormElement ? target : null
    }
    document.addEventListener('submit', note, true)
    return () => document.removeEventListener('submit', note, true)
  }, [])
  return submitted
}

const nothing: ReadonlySet<string> = new Set()

/** The state, less the errors of the fields that were edited since the form was sent. */
function useForgottenErrors<Data>(
  state: FormState<Data>,
  form: RefObject<HTMLFormElement | null>,
  typed: RefObject<TypedSince | null>,
): FormState<Data> {
  const [edits, setEdits] = useState<{ at: number; names: ReadonlySet<string> }>({ at: 0, names: nothing })
  const at = state.status === 'error' && Object.keys(state.fields).length > 0 ? state.at : null
  useEffect(() => {
    const element = form.current
    if (at === null || !element) return
    const early = typed.current?.names() ?? nothing
    if (early.size > 0) setEdits({ at, names: early })
    const note = ({ target }: Event) => {
      const name = target instanceof Element ? target.getAttribute('name') : null
      if (!name) return
      setEdits((now) => {
        if (now.at !== at) return { at, names: new Set([name]) }
        return now.names.has(name) ? now : { at, names: new Set([...now.names, name]) }
      })
    }
    element.addEventListener('input', note)
    return () => element.removeEventListener('input', note)
  }, [at, form, typed])
  return edits.at === at ? withoutErrorsOf(state, edits.names) : state
}
