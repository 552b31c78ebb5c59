/** Dark squares of a QR code, row by row. */
export type QrMatrix = readonly (readonly boolean[])[]

/** A QR code as one SVG path: crisp at every size, no image to load, no style attribute. */
export function QrCode({ matrix, label }: { matrix: QrMatrix; label: string }) {
  const quiet = 3
  const size = matrix.length + 2 * quiet
  const path = matrix.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : [])),
  )
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} className="size-48 rounded-md">
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join('')} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
