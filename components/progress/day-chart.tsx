'use client'

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatDuration } from '@/lib/format'
import { chartColours, hourTicks } from './chart-colours'
import type { DayPoint } from './day-point'
import { namedBar } from './named-bar'

const DayBar = namedBar(({ name, minutes }: DayPoint) => `${name}: ${formatDuration(minutes)}`)

/** Bars of focus time and the line of productivity. With the keyboard: arrow keys go from bar to bar. */
export default function DayChart({ points, title }: { points: readonly DayPoint[]; title: string }) {
  const ticks = hourTicks(Math.max(...points.map(({ minutes }) => minutes)))
  const maxPercent = Math.max(100, ...points.map(({ productivity }) => productivity))
  return (
    <ResponsiveContainer width="100%" height={260} initialDimension={{ width: 320, height: 260 }}>
      <ComposedChart data={[...points]} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} title={title}>
        <CartesianGrid vertical={false} stroke={chartColours.grid} />
        <XAxis
          dataKey="label"
          tickLine={false}
          axisLine={false}
          tick={{ fill: chartColours.text, fontSize: 12 }}
          interval="preserveStartEnd"
          minTickGap={8}
        />
        <YAxis
          yAxisId="time"
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 60]}
          tickFormatter={(minutes: number) => `${minutes / 60} h`}
          tickLine={false}
          axisLine={false}
          width={40}
          tick={{ fill: chartColours.text, fontSize: 12 }}
        />
        <YAxis
          yAxisId="percent"
          orientation="right"
          domain={[0, maxPercent]}
          tickFormatter={(percent: number) => `${percent} %`}
          tickLine={false}
          axisLine={false}
          width={48}
          tick={{ fill: chartColours.text, fontSize: 12 }}
        />
        <Tooltip cursor={{ fill: chartColours.cursor }} isAnimationActive={false} content={PointNote} />
        <Bar
          yAxisId="time"
          dataKey="minutes"
          name="Focus"
          fill={chartColours.bar}
          radius={[6, 6, 0, 0]}
          maxBarSize={48}
          isAnimationActive={false}
          shape={DayBar}
        />
        <Line
          yAxisId="percent"
          dataKey="productivity"
          name="Productivity"
          stroke={chartColours.line}
          strokeWidth={2}
          dot={{ r: 3, fill: chartColours.line, strokeWidth: 0 }}
          activeDot={{ r: 5 }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

/** What the point under the pointer or the focus says; read out as the focus moves. */
function PointNote({ active, payload }: { active?: boolean; payload?: readonly { payload?: DayPoint }[] }) {
  const point = payload?.[0]?.payload
  if (!active || !point) return null
  return (
    <div role="status" className="surface-solid rounded-sm px-3 py-2 text-sm text-ink">
      <p className="font-medium">{point.name}</p>
      <p className="text-ink-soft">
        {formatDuration(point.minutes)}, {point.productivity} % productivity
      </p>
    </div>
  )
}
