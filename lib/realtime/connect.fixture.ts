/**
 * A browser's client in a process of its own, whose trusted certificates are named by its environment. Prints the state
 * of its connection: at once when it is connected or has given up, otherwise after `patienceMs`.
 */
import PusherClient from 'pusher-js'
import { clientOptions } from './client-options'

const { config, patienceMs } = JSON.parse(process.argv[2] ?? '{}')
const { connection } = new PusherClient(config.key, clientOptions(config))
const end = () => {
  process.stdout.write(connection.state)
  process.exit(0)
}
connection.bind('connected', end)
// Without a transport it has failed before anybody could listen.
if (connection.state === 'failed') end()
setTimeout(end, patienceMs)
