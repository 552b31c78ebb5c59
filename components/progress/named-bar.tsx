'use client'

import { type BarShapeProps, Rectangle } from 'recharts'

/** How a `shape` of a chart's bars is made: each bar says by itself what it stands for. */
export const namedBar =
  <Point,>(nameOf: (point: Point) => string) =>
  (props: BarShapeProps) => <Rectangle {...props} role="img" aria-label={nameOf(props.payload as Point)} />
