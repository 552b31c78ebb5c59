import type { Duplex } from 'node:stream'

/**
 * Gathers what one turn of the event loop writes to each socket and hands it to the kernel in one call. A lightly loaded
 * server pays nothing for it (the turn ends at once); a busy one sends several events with one system call.
 */
export class WriteBatch {
  private corked: Duplex[] = []

  write(socket: Duplex, bytes: Buffer): void {
    if (socket.writableCorked === 0) {
      socket.cork()
      if (this.corked.push(socket) === 1) setImmediate(this.flush)
    }
    socket.write(bytes)
  }

  private readonly flush = (): void => {
    const sockets = this.corked
    this.corked = []
    for (const socket of sockets) socket.uncork()
  }
}
