import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket client that only counts, for the benchmark: it shares the machine with the server, so a full client would
 * measure itself. It reads unmasked text frames and hands each payload over as bytes.
 */
export type BenchClient = {
  send(text: string): void
  close(): void
}

export function openClient(port: number, key: string, onText: (payload: Buffer) => void): Promise<BenchClient> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let rest: Buffer = Buffer.alloc(0)
    let isUpgraded = false
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      if (!isUpgraded) {
        const end = rest.indexOf('\r\n\r\n')
        if (end === -1) return
        isUpgraded = true
        rest = rest.subarray(end + 4)
        resolve({ send: (text) => socket.write(maskedFrame(text)), close: () => socket.destroy() })
      }
      rest = readFrames(rest, onText)
    })
    askForUpgrade(socket, key)
  })
}

function askForUpgrade(socket: Socket, key: string): void {
  const lines = [
    `GET /app/${key}?protocol=7&client=bench&version=1.0.0 HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
}

/** Hands over every complete frame and returns the bytes that are left. Frames of 64 KiB and more do not occur here. */
function readFrames(bytes: Buffer, onText: (payload: Buffer) => void): Buffer {
  let at = 0
  while (bytes.length - at >= 2) {
    const short = bytes.readUInt8(at + 1)
    const head = short === 126 ? 4 : 2
    if (bytes.length - at < head) break
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short
    if (bytes.length - at < head + length) break
    if ((bytes.readUInt8(at) & 0x0f) === 1) onText(bytes.subarray(at + head, at + head + length))
    at += head + length
  }
  return bytes.subarray(at)
}

/** Clients must mask (RFC 6455, section 5.3); a mask of zeros is a mask. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  if (payload.length > 125) throw new Error('the benchmark sends short frames only')
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}
