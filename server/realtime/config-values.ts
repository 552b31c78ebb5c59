/** Readers for hand-written JSON configuration: each returns the value or throws an Error that names the place. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readText(from: Record<string, unknown>, name: string, at: string): string {
  const value = from[name]
  if (typeof value !== 'string' || value === '') throw new Error(`${at}.${name} must be a text that is not empty`)
  return value
}

/** May this be an app id or key? Both are parts of paths, and nothing there should need escaping. */
export function isPathPart(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}

/** An app id or key: a text or, as people write ids, a number. */
export function readPathPart(from: Record<string, unknown>, name: string, at: string): string {
  const value = from[name]
  const id = typeof value === 'number' ? String(value) : value
  if (typeof id !== 'string' || !isPathPart(id)) {
    throw new Error(`${at}.${name} must be a number or 1 to 64 letters, digits, "_" and "-"`)
  }
  return id
}

export function readBoolean(from: Record<string, unknown>, name: string, at: string, otherwise: boolean): boolean {
  const value = from[name] ?? otherwise
  if (typeof value !== 'boolean') throw new Error(`${at}.${name} must be true or false`)
  return value
}

export function readCount(from: Record<string, unknown>, name: string, at: string, otherwise: number): number {
  const value = from[name] ?? otherwise
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(`${at}.${name} must be a whole number, 0 or more`)
  }
  return value
}

export function readList(from: Record<string, unknown>, name: string, at: string): string[] {
  const value = from[name] ?? []
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) {
    throw new Error(`${at}.${name} must be a list of texts`)
  }
  return value
}
