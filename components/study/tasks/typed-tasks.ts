/**
 * Names of tasks that are typed but not added: a reload which the page itself asks for takes them along. They are kept
 * for that moment only: whoever uses this tab later must not find them.
 */
const key = 'study:typed-tasks'

let typed: readonly string[] = []

/** What stands in the field, and beside it, right now. */
export function noteTypedTasks(names: readonly string[]): void {
  typed = names
}

/** Puts them away, just before the reload. */
export function keepTypedTasks(): void {
  try {
    if (typed.length > 0) sessionStorage.setItem(key, JSON.stringify(typed))
  } catch {
    // Full or switched off: then a reload forgets, as it would without us.
  }
}

/** Gives back, once, what was put away. */
export function takeTypedTasks(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    sessionStorage.removeItem(key)
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}
