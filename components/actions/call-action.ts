import type { ActionResult } from '@/lib/form-state'
import { failureOf } from './failures'
import { pageViewer } from './page-viewer'

/** Calls a server action from code; a network that does not answer is a result like any other. */
export async function callAction<Input, Data>(
  action: (input: Input, pageViewer?: string) => Promise<ActionResult<Data>>,
  input: Input,
): Promise<ActionResult<Data>> {
  try {
    return await action(input, pageViewer())
  } catch (thrown) {
    return { ok: false, ...failureOf(thrown) }
  }
}
