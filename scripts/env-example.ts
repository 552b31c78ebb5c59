/** Writes `.env.example` and the table of settings in docs/operating.md from `lib/environment/descriptions.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { settingGroups } from '../lib/environment/descriptions'
import { envExample, withSettingsTable } from '../lib/environment/descriptions-text'

const inRoot = (path: string) => new URL(`../${path}`, import.meta.url)

writeFileSync(inRoot('.env.example'), envExample(settingGroups))
const operating = inRoot('docs/operating.md')
writeFileSync(operating, withSettingsTable(readFileSync(operating, 'utf8'), settingGroups))
