/** Writes `.env.example` and the table of settings in docs/operating.md from `lib/environment/settings.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { settingGroups } from '../lib/environment/settings'
import { envExample, withSettingsTable } from '../lib/environment/settings-text'

const inRoot = (path: string) => new URL(`../${path}`, import.meta.url)

writeFileSync(inRoot('.env.example'), envExample(settingGroups))
const operating = inRoot('docs/operating.md')
writeFileSync(operating, withSettingsTable(readFileSync(operating, 'utf8'), settingGroups))
