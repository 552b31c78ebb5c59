'use client'

import dynamic from 'next/dynamic'
import { loadPatiently } from '@/components/ui/load-patiently'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart, drawn in the browser only; its library is loaded when a page has one. */
export const DayChart = dynamic(() => loadPatiently(() => import('./day-chart')), {
  ssr: false,
  loading: () => <Skeleton className="h-65 w-full" />,
})
