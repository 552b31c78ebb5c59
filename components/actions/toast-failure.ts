import { type ToastInput, toast } from '@/components/ui/toast'
import type { Failure } from './failures'

/**
 * Tells a person in the corner what failed (`title`: "Couldn't save your changes") and, in the words of the failure, why
 * and what to do. Returns the id for `dismissToast`.
 */
export function toastFailure(
  title: string,
  { message }: Pick<Failure, 'message'>,
  options: Pick<ToastInput, 'tone' | 'action'> = {},
): string {
  return toast({ title, description: message, tone: 'warning', ...options })
}
