import { createStore } from '@/components/ui/store'

/** What a page wants behind it while it is open, over what its frame chose. */
export type SceneWish = { sceneId: string; isDimmed: boolean }

export const sceneWish = createStore<SceneWish | null>(null)
