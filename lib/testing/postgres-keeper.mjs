/**
 * Runs one PostgreSQL server until its standard input ends, which happens also when whoever started it is killed;
 * then stops the server at once and deletes its folder. Plain Node: it starts in a few milliseconds.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const { postgres, folder, port, user } = JSON.parse(process.argv[2])
/** Path names of sockets are limited to about 100 characters; a deep temporary folder does without. */
const socketFolder = folder.length < 80 ? folder : ''

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: socketFolder,
  max_connections: 200,
  // Nobody will miss this data after a power cut.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}
const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
const server = spawn(postgres, ['-D', join(folder, 'data'), '-p', String(port), ...flags], {
  ...user,
  cwd: folder,
  env: { PATH: process.env.PATH, LC_ALL: 'C' },
  // Its own group: a signal from the terminal must not reach it before us.
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
})

let isStopping = false
// SIGQUIT is "immediate shutdown": no checkpoint, no waiting for clients.
const stop = () => {
  isStopping = true
  server.kill('SIGQUIT')
}
process.stdin.on('end', stop).on('error', stop).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
// Our output goes nowhere once the starter is gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

server.once('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
server.once('exit', (code) => {
  // A failed start keeps the folder: the starter tries again on another port.
  if (isStopping) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(isStopping ? 0 : (code ?? 1))
})
