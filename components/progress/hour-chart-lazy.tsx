'use client'

import dynamic from 'next/dynamic'
import { loadPatiently } from '@/components/ui/load-patiently'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart, drawn in the browser only. */
export const HourChart = dynamic(() => loadPatiently(() => import('./hour-chart')), {
  ssr: false,
  loading: () => <Skeleton className="h-50 w-full" />,
})
