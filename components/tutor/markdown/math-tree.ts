/** TeX to MathML, as a tree of known tags and attributes alone. Pure; 170 kB, which only the worker loads. */
import temml from 'temml'

/** An element of MathML, or a text. It can be sent from a worker. */
export type MathTree = string | { tag: string; attributes: Record<string, string>; children: MathTree[] }

/** Longer ones are no formulas, and cost too much. */
const maxTexLength = 2_000
const maxNodes = 3_000
const maxDepth = 120
/** Widths and heights in em. */
const maxSize: [number, number] = [20, 20]

/** They define new commands, with which a few letters grow to as many as one likes. */
const definitions =
  /\\(?:[gex]?def|(?:re)?newcommand|providecommand|renewenvironment|newenvironment|let|futurelet|global|char)(?![a-zA-Z])/

const tags = new Set(
  'mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mphantom mpadded mstyle menclose'.split(
    ' ',
  ),
)
const attributes = new Set(
  'displaystyle scriptlevel stretchy fence form separator lspace rspace symmetric largeop movablelimits accent accentunder minsize maxsize mathvariant width height depth voffset linethickness columnspan rowspan notation'.split(
    ' ',
  ),
)

/** Our classes for those of Temml whose looks we draw (`app/styles/maths.css`). */
const classes = new Set(
  'tml-left tml-right tml-overline tml-underline tml-cancel tml-xcancel upstrike downstrike sout tml-fbox tml-jot tml-tag'.split(
    ' ',
  ),
)

/** What a node of Temml's tree has; a text has `text` alone, a fragment no `type`. */
type TemmlNode = {
  type?: string
  text?: string
  attributes?: Record<string, unknown>
  classes?: string[]
  style?: Record<string, string>
  children?: TemmlNode[]
}

/** Temml's styles as classes: the policy of the page allows no style attributes. */
function styleClasses(style: Record<string, string>): string[] {
  const isNone = (value: string | undefined) => /^0(?:em|pt)?$/.test(value ?? '')
  return [
    isNone(style.paddingLeft) ? 'maths-flush-left' : '',
    style.paddingLeft === '1em' ? 'maths-gap-left' : '',
    isNone(style.paddingRight) ? 'maths-flush-right' : '',
    style.borderTop ? 'maths-line-top' : '',
    style.borderBottom ? 'maths-line-bottom' : '',
    style.borderLeft ? 'maths-line-left' : '',
    style.borderRight ? 'maths-line-right' : '',
    style.border ? 'tml-fbox' : '',
  ]
}

function classOf({ classes: given = [], style = {}, attributes: own = {} }: TemmlNode): string | undefined {
  const known = given.flatMap((name) => name.split(' ')).filter((name) => classes.has(name))
  const rule = own.mathbackground ? ['maths-rule'] : []
  return [...known, ...styleClasses(style), ...rule].filter(Boolean).join(' ') || undefined
}

function toTree(node: TemmlNode, depth: number, count: { nodes: number }): MathTree {
  if (++count.nodes > maxNodes || depth > maxDepth) throw new RangeError('The formula is too large to draw.')
  if (node.text !== undefined && !node.children) return node.text
  const kept = Object.entries(node.attributes ?? {}).filter(([name]) => attributes.has(name))
  const own: Record<string, string> = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
  const className = classOf(node)
  return {
    tag: node.type && tags.has(node.type) ? node.type : 'mrow',
    attributes: className ? { ...own, className } : own,
    children: (node.children ?? []).map((child) => toTree(child, depth + 1, count)),
  }
}

/**
 * A formula as a `math` element, without styles, links or pictures.
 * @returns null when it is no TeX that we draw: its source is shown instead
 */
export function mathTree(tex: string, isDisplay: boolean): MathTree | null {
  if (tex.length > maxTexLength || definitions.test(tex)) return null
  try {
    const tree: TemmlNode = temml.__renderToMathMLTree(tex, {
      displayMode: isDisplay,
      // A mistake is answered here, with the source; Temml would draw it in a colour of its own.
      throwOnError: true,
      trust: false,
      maxExpand: 200,
      maxSize,
    })
    const count = { nodes: 0 }
    const children = (tree.children ?? []).map((child) => toTree(child, 0, count))
    const display = isDisplay ? 'block' : 'inline'
    return { tag: 'math', attributes: { display, dir: 'ltr', className: 'maths' }, children }
  } catch {
    // A student is better off with the source than without an answer.
    return null
  }
}
