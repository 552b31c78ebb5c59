/** Says of code and display maths whether their end has come: until then there is nothing to copy and nothing to draw. Pure. */

type Node = {
  type: string
  position?: { start: { offset?: number }; end: { offset?: number } }
  data?: { hProperties?: Record<string, unknown> }
  children?: Node[]
}

const fence = /^[>\s]*(`{3,}|~{3,}|\${2,})/

/** Does the source of a block end with the fence it begins with? Indented code has none and is whole. */
function isClosed(source: string): boolean {
  const [, opening = ''] = fence.exec(source) ?? []
  if (opening === '') return true
  const lines = source.split('\n')
  const [, closing = '', more = ''] = /^[>\s]*([`~$]+)(?![`~$])(.*)$/.exec(lines.at(-1) ?? '') ?? []
  return lines.length > 1 && closing[0] === opening[0] && closing.length >= opening.length && more.trim() === ''
}

function visit(node: Node, source: string): void {
  const { start, end } = node.position ?? {}
  if ((node.type === 'code' || node.type === 'math') && !isClosed(source.slice(start?.offset, end?.offset)))
    node.data = { ...node.data, hProperties: { ...node.data?.hProperties, dataUnclosed: 'true' } }
  for (const child of node.children ?? []) visit(child, source)
}

/** A plugin for remark: sets `data-unclosed` on what has not ended. */
export function markUnclosed() {
  return (tree: Node, file: { value: unknown }) => visit(tree, String(file.value))
}
