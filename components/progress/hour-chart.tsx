'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatDuration } from '@/lib/format'
import { chartColours, hourTicks } from './chart-colours'
import { namedBar } from './named-bar'

type HourPoint = { hour: number; minutes: number }

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
const span = (hour: number) => `${clock(hour)} to ${clock((hour + 1) % 24)}`

const HourBar = namedBar(({ hour, minutes }: HourPoint) => `${span(hour)}: ${formatDuration(minutes)}`)

/** Focus by hour of the day. With the keyboard: arrow keys go from hour to hour. */
export default function HourChart({ byHour, title }: { byHour: readonly number[]; title: string }) {
  const points = byHour.map((minutes, hour): HourPoint => ({ hour, minutes }))
  const ticks = hourTicks(Math.max(...byHour))
  return (
    <ResponsiveContainer width="100%" height={200} initialDimension={{ width: 320, height: 200 }}>
      <BarChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} title={title} barCategoryGap="15%">
        <CartesianGrid vertical={false} stroke={chartColours.grid} />
        <XAxis
          dataKey="hour"
          ticks={[0, 6, 12, 18, 23]}
          interval={0}
          tickFormatter={clock}
          tickLine={false}
          axisLine={false}
          tick={{ fill: chartColours.text, fontSize: 12 }}
        />
        <YAxis
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 60]}
          tickFormatter={(minutes: number) => `${minutes / 60} h`}
          tickLine={false}
          axisLine={false}
          width={40}
          tick={{ fill: chartColours.text, fontSize: 12 }}
        />
        <Tooltip cursor={{ fill: chartColours.cursor }} isAnimationActive={false} content={HourNote} />
        <Bar
          dataKey="minutes"
          name="Focus"
          fill={chartColours.bar}
          radius={[4, 4, 0, 0]}
          isAnimationActive={false}
          shape={HourBar}
        />
      </BarChart>
    </ResponsiveContainer>
  )
}

function HourNote({ active, payload }: { active?: boolean; payload?: readonly { payload?: HourPoint }[] }) {
  const point = payload?.[0]?.payload
  if (!active || !point) return null
  return (
    <div role="status" className="surface-solid rounded-sm px-3 py-2 text-sm text-ink">
      <p className="font-medium">{span(point.hour)}</p>
      <p className="text-ink-soft">{formatDuration(point.minutes)}</p>
    </div>
  )
}
