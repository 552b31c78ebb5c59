/** Colour arithmetic for tests: OKLCH tokens to WCAG contrast. Not shipped. */

/** Linear-light sRGB, each channel 0-1, with coverage. */
export type Colour = { rgb: readonly [number, number, number]; alpha: number }

/** Reads `oklch(L C H)` or `oklch(L C H / A)`. Matrices: https://bottosson.github.io/posts/oklab/ */
export function parseOklch(text: string): Colour {
  const match = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)(?:\s*\/\s*([\d.]+))?\s*\)$/.exec(text.trim())
  if (!match) throw new Error(`Not an OKLCH colour: ${text}`)
  const [lightness = 0, chroma = 0, hue = 0, alpha = 1] = match
    .slice(1)
    .map((part) => (part ? Number(part) : undefined))
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  return {
    rgb: [
      clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    ],
    alpha,
  }
}

const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)
const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** `top` laid over an opaque `below`, mixed as browsers do: in gamma-encoded sRGB. */
export function over(top: Colour, below: Colour): Colour {
  const mix = (index: 0 | 1 | 2) =>
    decode(encode(top.rgb[index]) * top.alpha + encode(below.rgb[index]) * (1 - top.alpha))
  return { rgb: [mix(0), mix(1), mix(2)], alpha: 1 }
}

function luminance({ rgb: [red, green, blue] }: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2 contrast ratio of two opaque colours, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** Every `--color-…: light-dark(oklch(…), oklch(…))` of a stylesheet's first block that declares it. */
export function readColourTokens(css: string): Map<string, { light: Colour; dark: Colour }> {
  const tokens = new Map<string, { light: Colour; dark: Colour }>()
  for (const match of css.matchAll(/--color-([a-z-]+):\s*light-dark\(\s*(oklch\([^)]*\)),\s*(oklch\([^)]*\))\s*\)/g)) {
    const [, name = '', light = '', dark = ''] = match
    if (!tokens.has(name)) tokens.set(name, { light: parseOklch(light), dark: parseOklch(dark) })
  }
  return tokens
}
