/** What is read of the parser's HTML tree. Pure. */

export type HastNode = {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: HastNode[]
}

/** All words in a node. */
export const textOf = (node: HastNode | undefined): string => node?.value ?? (node?.children ?? []).map(textOf).join('')

/** The classes of a node, e.g. `language-js`. */
export function classesOf(node: HastNode | undefined): string[] {
  const names = node?.properties?.className
  return Array.isArray(names) ? names.map(String) : []
}

const rightToLeft =
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** The direction of what holds other blocks. Browsers pass over those with a direction of their own when they look for it. */
export function directionOf(node: HastNode | undefined): 'rtl' | 'auto' {
  const [letter = ''] = /\p{L}/u.exec(textOf(node)) ?? []
  return rightToLeft.test(letter) ? 'rtl' : 'auto'
}
