import type { ReactNode } from 'react'
import { FormMessage } from '@/components/ui/callout'
import type { FormState } from '@/lib/form-state'

/** What a form says when it went well. */
export function FormSuccess({ state, children }: { state: FormState<unknown>; children: ReactNode }) {
  if (state.status !== 'done') return null
  return (
    <FormMessage key={state.at} tone="success">
      {children}
    </FormMessage>
  )
}
