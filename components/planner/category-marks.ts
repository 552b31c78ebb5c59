import type { PlanCategory } from '@/lib/planner/rules'

/** The colour of each category, always beside its word. */
export const categoryMarks: Record<PlanCategory, string> = {
  study: 'bg-accent',
  review: 'bg-warning',
  exam: 'bg-danger',
  group: 'bg-success',
  break: 'bg-break',
}
