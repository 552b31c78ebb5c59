import { recallLimits } from '@/lib/tutor/recall/rules'
import type { RecallOffer } from '@/lib/tutor/recall/views'

/** What the break offers: `Three quick questions from what you asked?`; null when there is nothing to recall. Pure. */
export function offerText({ due, canMake }: RecallOffer): string | null {
  if (canMake) return 'Three quick questions from what you asked?'
  if (due === 0) return null
  const asked = Math.min(due, recallLimits.break)
  return `${['One quick question', 'Two quick questions'][asked - 1] ?? 'Three quick questions'} from your recall cards?`
}
