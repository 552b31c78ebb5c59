import 'server-only'
import type { GuardContext } from '@/lib/guard'
import { publishToPerson } from './publish'

/** What a change says beside itself: the connection that it came from, which need not hear of it. */
export type FromSocket = { socketId?: string | undefined }

type Change<Input, Data> = (input: Input, context: GuardContext<'viewer'>) => Promise<Data>

/**
 * A change of somebody's study desk that their other devices hear of once it is made; the connection it came from does
 * not. One that is refused is not announced.
 */
export function announced<Input extends object, Data>(change: Change<Input, Data>): Change<Input & FromSocket, Data> {
  return async ({ socketId, ...input }, context) => {
    const data = await change(input as unknown as Input, context)
    await publishToPerson(context.viewer, 'study.changed', {}, socketId)
    return data
  }
}
