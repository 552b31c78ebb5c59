import { FormMessage } from '@/components/ui/callout'
import type { FormState } from '@/lib/form-state'

/** What is wrong with a form as a whole. What is wrong with one field stands beside that field. */
export function FormProblem({ state }: { state: FormState<unknown> }) {
  if (state.status !== 'error' || state.message === '') return null
  // It stands beside its field already.
  if (Object.values(state.fields).includes(state.message)) return null
  // Announced anew for each try, also when the words are the same.
  return (
    <FormMessage key={state.at} tone={state.code === 'too-many' ? 'warning' : 'danger'}>
      {state.message}
      {state.retryAfterS ? ` You can try again ${formatWait(state.retryAfterS)}.` : null}
    </FormMessage>
  )
}

/** "in 40 seconds", "in 12 minutes". */
function formatWait(seconds: number): string {
  if (seconds < 90) return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  return `in ${Math.ceil(seconds / 60)} minutes`
}
