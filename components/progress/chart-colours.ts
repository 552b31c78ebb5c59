/** The tokens charts are drawn with: SVG attributes take them as they are, so charts follow the theme. */
export const chartColours = {
  bar: 'var(--color-accent)',
  line: 'var(--color-break)',
  grid: 'var(--color-glass-line)',
  text: 'var(--color-ink-faint)',
  cursor: 'var(--color-wash-strong)',
} as const

/** Hours on an axis: whole or half ones, about five of them. */
export function hourTicks(maxMinutes: number): number[] {
  const hours = Math.max(1, maxMinutes / 60)
  const step = [0.5, 1, 2, 3, 4, 6, 8, 12, 24, 48, 96].find((size) => hours / size <= 5) ?? 168
  return Array.from({ length: Math.ceil(hours / step) + 1 }, (_, index) => index * step * 60)
}
