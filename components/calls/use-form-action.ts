'use client'

import { useActionState, useCallback, useSyncExternalStore } from 'react'
import { type FormState, idle, wordsOf } from '@/lib/form-state'
import { failureOf } from './failures'

type FormAction<Data> = (state: FormState<Data>, form: FormData) => Promise<FormState<Data>>

const noChanges = () => () => {}

/**
 * `useActionState` for our form actions, on networks as they are: without an answer the form says so and keeps what was
 * typed, where React alone would put the error page in its place. Until the page is live the form posts to the action
 * itself, so that it works without JavaScript.
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
        return await action(state, form)
      } catch (thrown) {
        return { status: 'error', ...failureOf(thrown), values: wordsOf(form), at: Date.now() }
      }
    },
    [action],
  )
  return useActionState<FormState<Data>, FormData>(isLive ? patient : action, idle)
}
