import { unstable_rethrow } from 'next/navigation'
import type { ActionResult } from '@/lib/form-state'
import { failureOf } from './failures'
import { pageViewer } from './page-viewer'

/**
 * Calls a server action from code; a network that does not answer is a result like any other.
 * @throws what Next throws to steer (a redirect, a missing page): that is an answer.
 */
export async function callAction<Input, Data>(
  action: (input: Input, pageViewer?: string) => Promise<ActionResult<Data>>,
  input: Input,
): Promise<ActionResult<Data>> {
  try {
    return await action(input, pageViewer())
  } catch (thrown) {
    unstable_rethrow(thrown)
    return failureOf(thrown)
  }
}
