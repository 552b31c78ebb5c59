'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart, drawn in the browser only. */
export const HourChart = dynamic(() => import('./hour-chart'), {
  ssr: false,
  loading: () => <Skeleton className="h-50 w-full" />,
})
