/** `npm run seed:demo`: a lively cafe on the database that `npm start` uses; see `seed-demo-run.ts`. */
import { openScript, refuse } from './script-options'

const usage = `npm run seed:demo -- [options]
Fills the database with 30 invented people, 10 rooms and three months of sessions, and prints how to log in as one of them.
A second time it changes nothing.
  --public   also when NEXTAUTH_URL is a public address, whose visitors will meet the invented people`

const { flags, site } = openScript(usage, ['public'])
if (site && !flags.public)
  refuse(`${site} is a public site: invented people would sit among its visitors. Add --public to mean it.`)

const { seedDemo } = await import('./seed-demo-run')
await seedDemo()
