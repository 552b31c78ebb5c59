import { createStore } from '@/components/ui/store'

/** What a page wants behind it while it is open, over what its frame chose. */
export type SceneOverride = { sceneId: string; isDimmed: boolean }

export const sceneOverride = createStore<SceneOverride | null>(null)
