/** The key of the command palette. Pure. */
import { type KeyPress, latinKey } from '@/components/study/desk/shortcut-key'

type Press = Pick<KeyPress, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'getModifierState'>

/**
 * Is this Ctrl+K, or ⌘K on Apple's keyboards? There Ctrl+K deletes to the end of the line, and the key of Windows is the
 * system's own.
 */
export function isPaletteKey(press: Press, isApple: boolean): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey } = press
  if (shiftKey || altKey || press.getModifierState('AltGraph')) return false
  const isHeld = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return isHeld && latinKey(press) === 'k'
}

/** How the key is written on the keyboards of a platform (`navigator.platform`), and in ARIA. */
export const paletteKeyLabel = (platform: string) =>
  isApplePlatform(platform) ? { text: '⌘ K', aria: 'Meta+K' } : { text: 'Ctrl K', aria: 'Control+K' }

export const isApplePlatform = (platform: string): boolean => /^(?:Mac|iP)/.test(platform)
