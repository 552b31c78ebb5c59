/**
 * better-sqlite3 12 aborts at random under Node 24.19 and newer, when the engine tidies up statements between two
 * tasks; better-sqlite3 13 speaks Node-API 10 instead, which no Node 20 has. So both are installed and each Node opens
 * files with the one that it can run. When Node 20 is given up, 12 goes and 13 takes its name.
 * @param {string | undefined} nodeApi as in `process.versions.napi`
 * @returns {'better-sqlite3' | 'better-sqlite3-napi'} what to require
 * @see https://github.com/WiseLibs/better-sqlite3/issues/1514
 */
export function sqliteLibrary(nodeApi) {
  return Number(nodeApi) >= 10 ? 'better-sqlite3-napi' : 'better-sqlite3'
}
