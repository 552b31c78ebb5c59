/** Which key of the keyboard is meant, on whatever layout. Pure. */

/** What of a `KeyboardEvent` is looked at. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>

/** What input methods send for a key that is theirs; Safari says so for the Enter that ends composing, too. */
const composingKeyCode = 229

/** Of a script without Latin letters: Cyrillic, Greek, Hebrew, Arabic (whose ligatures are two letters), their digits. */
const foreign = /^(?!.*\p{Script=Latin})[^\p{ASCII}]+$/u

/**
 * The shortcut a press stands for, in lower case: what the key says when that is Latin, and where it lies otherwise. Null
 * when the press belongs to an input method or another modifier (AltGr writes characters).
 */
export function shortcutKey(press: KeyPress): string | null {
  const { key, code, shiftKey } = press
  if (press.isComposing || press.keyCode === composingKeyCode) return null
  if (press.ctrlKey || press.altKey || press.metaKey || press.getModifierState('AltGraph')) return null
  // On Russian keyboards the key with the question mark writes a comma.
  if (shiftKey && code === 'Slash' && (key === ',' || foreign.test(key))) return '?'
  return latinKey(press)
}

/** What a key says when that is Latin, and what lies there otherwise, in lower case; null when nothing does. */
export const latinKey = ({ key, code }: Pick<KeyPress, 'key' | 'code'>): string | null =>
  foreign.test(key) ? keyAt(code) : key.toLowerCase()

/** The key that lies there on a keyboard with Latin letters. */
function keyAt(code: string): string | null {
  if (code === 'Space') return ' '
  return /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code)?.slice(1).join('').toLowerCase() || null
}
