export function sqliteLibrary(nodeApi: string | undefined): 'better-sqlite3' | 'better-sqlite3-napi'
