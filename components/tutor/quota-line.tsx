import { cn } from '@/components/ui/cn'
import { formatNumber, formatTime } from '@/lib/format'
import type { QuotaView } from '@/lib/tutor/views'

/** So few left are worth a louder word. */
const fewLeft = 5

/** How many questions are left today; when there are new ones once none is. */
export function QuotaLine({ quota, timeZone }: { quota: QuotaView; timeZone: string }) {
  const { left, total, resetsAt } = quota
  if (left <= 0)
    return (
      <p className="text-sm font-medium text-danger">
        No questions left today. New ones at {formatTime(new Date(resetsAt), timeZone)}.
      </p>
    )
  return (
    <p className={cn('text-xs', left > fewLeft ? 'text-ink-faint' : 'font-medium text-warning')}>
      {`${formatNumber(left)} of ${formatNumber(total)} questions left today`}
    </p>
  )
}
