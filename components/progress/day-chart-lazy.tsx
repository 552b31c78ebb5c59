'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The chart, drawn in the browser only; its library is loaded when a page has one. */
export const DayChart = dynamic(() => import('./day-chart'), {
  ssr: false,
  loading: () => <Skeleton className="h-65 w-full" />,
})
