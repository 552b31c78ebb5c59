/** Draws formulas beside the page: neither reading Temml nor a formula made to be slow keeps the page from answering. */
import { type MathTree, mathTree } from './math-tree'

export type MathRequest = { tex: string; isDisplay: boolean }
/** `ready` comes once, when the code is there; then one answer to each request, in their order. */
export type MathReply = { ready: true } | { tree: MathTree | null }

const reply = (message: MathReply) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<MathRequest>) =>
  reply({ tree: mathTree(data.tex, data.isDisplay) }),
)
reply({ ready: true })
