'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** A bar: a short label under it and its full name. */
export type DayPoint = { label: string; name: string; minutes: number; productivity: number }

/** The chart, drawn in the browser only; its library is loaded when a page has one. */
export const DayChart = dynamic(() => import('./day-chart'), {
  ssr: false,
  loading: () => <Skeleton className="h-65 w-full" />,
})
