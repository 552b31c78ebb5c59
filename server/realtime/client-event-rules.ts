/** A client event that an app allows. `isEmpty`: it is a bare signal and may carry no data. */
export type ClientEventRule = { name: string; isEmpty: boolean }

const rulePattern = /^(client-[\w.-]{1,193})(:empty)?$/

/**
 * Reads names as people write them: `client-typing`, or `client-typing:empty` for one that carries nothing. Throws an Error
 * that names `at`, the place they were written in.
 */
export function clientEventRules(names: string[], at: string): ClientEventRule[] {
  return names.map((text) => {
    const [, name, suffix] = rulePattern.exec(text.trim()) ?? []
    if (!name) throw new Error(`${at} has "${text}": expected names such as client-typing or client-typing:empty`)
    return { name, isEmpty: suffix !== undefined }
  })
}

/** Why clients of an app may not trigger this event with this data; null when they may. */
export function clientEventBreach(
  allowed: boolean | ClientEventRule[],
  name: string,
  data: string | undefined,
): string | null {
  if (allowed === true) return null
  if (allowed === false) return 'client events are not enabled for this app'
  const rules = allowed.filter((rule) => rule.name === name)
  if (rules.length === 0) return 'this app does not allow an event of this name'
  return rules.some(({ isEmpty }) => !isEmpty) || isNothing(data) ? null : 'this app allows the event without data only'
}

/** What libraries send when they are given nothing. */
function isNothing(data: string | undefined): boolean {
  return data === undefined || data === '' || data === '{}' || data === 'null'
}
