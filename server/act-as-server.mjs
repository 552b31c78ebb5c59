/**
 * `node --import ./server/act-as-server.mjs script`: lets a script use the product's server code. `server-only` throws
 * wherever it is not bundled by a React server, and the `react-server` condition, which would silence it, takes parts of
 * React away that Next's own modules need.
 */
import { register } from 'node:module'

const hooks = `export const resolve = (name, context, next) =>
  name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context)`

register(`data:text/javascript,${encodeURIComponent(hooks)}`)
