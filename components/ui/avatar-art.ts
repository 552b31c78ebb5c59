/**
 * The generated avatar: a cup of latte seen from above, poured once for each name.
 * Pure and deterministic, so that server, browser and every machine pour the same cup.
 */

export const pours = ['heart', 'tulip', 'rosetta', 'swirl', 'ripple', 'moon'] as const

type Pour = (typeof pours)[number]

/** Crema (the drink), rim (its darker edge) and milk (the drawing). Fixed colours: a person's cup ignores the theme. */
export type Palette = { crema: string; rim: string; milk: string }

export const palettes: readonly Palette[] = [
  { crema: '#8a5433', rim: '#5f3720', milk: '#f6e7d3' },
  { crema: '#b0734a', rim: '#81502f', milk: '#fcf0df' },
  { crema: '#5b3a2c', rim: '#3c2419', milk: '#ecd6bd' },
  { crema: '#7d8a4a', rim: '#57632e', milk: '#f3f2d8' },
  { crema: '#a4525d', rim: '#763640', milk: '#fbe3dd' },
  { crema: '#6f6390', rim: '#4d4468', milk: '#ece4f2' },
  { crema: '#46717c', rim: '#2e505a', milk: '#e0f0ee' },
  { crema: '#c1873a', rim: '#8f6023', milk: '#fdf1d6' },
]

export type AvatarArt = {
  palette: Palette
  pour: Pour
  /** Degrees around the centre of a 64 × 64 box. */
  rotation: number
  /** SVG path data: `fill` shapes are milk, `line` shapes milk strokes of 64-box width `lineWidth`. */
  shapes: readonly { kind: 'fill' | 'line'; d: string; opacity: number }[]
  lineWidth: number
}

/** FNV-1a, 32 bit: small, stable, spreads short names well. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const char of text) {
    value ^= char.codePointAt(0) ?? 0
    value = Math.imul(value, 0x01000193)
  }
  // A last stir (murmur3's), because names that differ in one letter should not look alike.
  value ^= value >>> 16
  value = Math.imul(value, 0x85ebca6b)
  value ^= value >>> 13
  return value >>> 0
}

function pick<T>(list: readonly T[], seed: number, fallback: T): T {
  return list[seed % list.length] ?? fallback
}

const round = (value: number) => Math.round(value * 100) / 100

/** A heart whose dip is at (x, y) and whose tip lies `size` below. */
function heart(x: number, y: number, size: number): string {
  const half = size * 0.62
  const top = size * 0.42
  return [
    `M${round(x)} ${round(y)}`,
    `c${round(half * 0.25)} ${round(-top)} ${round(half)} ${round(-top * 0.9)} ${round(half)} ${round(size * 0.14)}`,
    `c0 ${round(size * 0.4)} ${round(-half * 0.7)} ${round(size * 0.62)} ${round(-half)} ${round(size * 0.86)}`,
    `c${round(-half * 0.3)} ${round(-size * 0.24)} ${round(-half)} ${round(-size * 0.46)} ${round(-half)} ${round(-size * 0.86)}`,
    `c0 ${round(-top * 0.9 - size * 0.14)} ${round(half * 0.75)} ${round(-top - size * 0.14)} ${round(half)} ${round(-size * 0.14)}Z`,
  ].join('')
}

function swirl(turns: number): string {
  const points: string[] = []
  const steps = Math.round(turns * 24)
  for (let step = 0; step <= steps; step++) {
    const angle = (step / 24) * Math.PI * 2
    const radius = 2 + (step / steps) * 19
    points.push(`${round(32 + Math.cos(angle) * radius)} ${round(32 + Math.sin(angle) * radius)}`)
  }
  return `M${points.join('L')}`
}

function chevron(y: number, width: number): string {
  return `M${round(32 - width)} ${round(y - width * 0.42)}Q${round(32 - width * 0.45)} ${round(y + 3)} 32 ${round(y + 3.4)}Q${round(32 + width * 0.45)} ${round(y + 3)} ${round(32 + width)} ${round(y - width * 0.42)}`
}

function draw(pour: Pour, seed: number): AvatarArt['shapes'] {
  const variant = seed % 3
  switch (pour) {
    case 'heart':
      return [{ kind: 'fill', d: heart(32, 22 + variant, 27 - variant * 2), opacity: 1 }]
    case 'tulip':
      return [
        { kind: 'fill', d: heart(32, 17, 13 + variant), opacity: 1 },
        { kind: 'line', d: chevron(36, 13), opacity: 1 },
        { kind: 'line', d: chevron(43, 15), opacity: 0.95 },
        { kind: 'line', d: chevron(50, 11 + variant), opacity: 0.9 },
      ]
    case 'rosetta': {
      const leaves = 4 + variant
      const rows = Array.from({ length: leaves }, (_, row) => {
        const along = row / (leaves - 1)
        return {
          kind: 'line' as const,
          d: chevron(20 + along * 25, 8 + Math.sin((0.2 + along * 0.62) * Math.PI) * 10),
          opacity: 1 - along * 0.15,
        }
      })
      return [
        { kind: 'fill', d: heart(32, 12, 8), opacity: 1 },
        ...rows,
        { kind: 'line', d: 'M32 15V54', opacity: 0.85 },
      ]
    }
    case 'swirl':
      return [{ kind: 'line', d: swirl(2.2 + variant * 0.35), opacity: 1 }]
    case 'ripple':
      return Array.from({ length: 3 + variant }, (_, ring) => {
        const radius = 5 + ring * (16 / (2 + variant))
        const drop = 32 + (ring - 1) * 1.6
        return {
          kind: ring === 0 ? ('fill' as const) : ('line' as const),
          d: `M${round(32 - radius)} ${round(drop)}a${round(radius)} ${round(radius)} 0 1 0 ${round(radius * 2)} 0a${round(radius)} ${round(radius)} 0 1 0 ${round(-radius * 2)} 0Z`,
          opacity: 1 - ring * 0.14,
        }
      })
    case 'moon':
      return [
        {
          kind: 'fill',
          d: `M38 12A21 21 0 1 0 52 40A${17 + variant} ${17 + variant} 0 0 1 38 12Z`,
          opacity: 1,
        },
        { kind: 'fill', d: heart(44, 24, 6 + variant), opacity: 0.95 },
      ]
  }
}

/** The cup for a name. Case and surrounding space do not matter, as in usernames. */
export function avatarArt(name: string): AvatarArt {
  const seed = hash(name.trim().toLowerCase())
  const pour = pick(pours, seed >>> 3, 'heart')
  const first = palettes[0] ?? { crema: '#8a5433', rim: '#5f3720', milk: '#f6e7d3' }
  return {
    palette: pick(palettes, seed >>> 11, first),
    pour,
    rotation: ((seed >>> 17) % 9) * 10 - 40,
    shapes: draw(pour, seed >>> 22),
    lineWidth: pour === 'rosetta' ? 2.6 : pour === 'swirl' ? 4.2 : 3.6,
  }
}

/**
 * The cup for a name as SVG markup for the 64 box, made of our own numbers and colours only. One piece of text costs a
 * list of fifty people a tenth of what its elements would. `id` names the gradient: unique on the page.
 */
export function avatarMarkup(name: string, id: string): string {
  const { palette, rotation, shapes, lineWidth } = avatarArt(name)
  const { crema, rim, milk } = palette
  const line = `stroke="${milk}" stroke-width="${lineWidth}"`
  const drawn = shapes.map(
    ({ kind, d, opacity }) =>
      `<path d="${d}" ${kind === 'fill' ? `fill="${milk}"` : line} opacity="${round(opacity)}"/>`,
  )
  return (
    `<radialGradient id="${id}" cx=".5" cy=".44" r=".56"><stop offset=".55" stop-color="${crema}"/><stop offset=".92" stop-color="${rim}"/></radialGradient>` +
    `<circle cx="32" cy="32" r="32" fill="${milk}"/><circle cx="32" cy="32" r="28.5" fill="url(#${id})"/>` +
    `<g transform="rotate(${rotation} 32 32) translate(3.2 3.2) scale(.9)" fill="none" stroke-linecap="round" stroke-linejoin="round">` +
    `${drawn.join('')}</g>` +
    '<path d="M12 24a22 22 0 0 1 14-13" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="2" stroke-linecap="round"/>'
  )
}
