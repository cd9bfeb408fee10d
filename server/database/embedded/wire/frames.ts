/** MongoDB's limits, which hello tells and this server keeps. */
export const maxMessageBytes = 48_000_000
export const maxDocumentBytes = 16 * 1024 * 1024

export const headerBytes = 16

/** A message that is not MongoDB's protocol: its connection is closed, since nothing after it can be trusted. */
export class ProtocolError extends Error {}

export type Message = { requestId: number; opCode: number; body: Buffer }

/**
 * Cuts a stream of bytes into messages. Bytes are joined only when a message is whole, so that a large one that
 * arrives in a thousand pieces is not copied a thousand times. `limit` is the longest message taken, in bytes.
 * @throws ProtocolError at a length that no message has
 */
export class FrameReader {
  private pieces: Buffer[] = []
  private held = 0
  limit: number

  constructor(limit = maxMessageBytes) {
    this.limit = limit
  }

  push(bytes: Buffer): Message[] {
    this.pieces.push(bytes)
    this.held += bytes.length
    const messages: Message[] = []
    for (let next = this.next(); next; next = this.next()) messages.push(next)
    return messages
  }

  private next(): Message | undefined {
    if (this.held < headerBytes) return undefined
    const length = this.length()
    if (this.held < length) return undefined
    const all = this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces, this.held)
    const rest = all.subarray(length)
    this.pieces = rest.length > 0 ? [rest] : []
    this.held = rest.length
    return {
      requestId: all.readInt32LE(4),
      opCode: all.readInt32LE(12),
      body: all.subarray(headerBytes, length),
    }
  }

  private length(): number {
    // The header may be spread over pieces, but only while few bytes are held.
    if ((this.pieces[0] as Buffer).length < headerBytes) this.pieces = [Buffer.concat(this.pieces, this.held)]
    const length = (this.pieces[0] as Buffer).readInt32LE(0)
    if (length < headerBytes || length > this.limit) {
      throw new ProtocolError(`a message of ${length} bytes`)
    }
    return length
  }
}

/** The header of a message whose body has `bodyLength` bytes. */
export function header(requestId: number, responseTo: number, opCode: number, bodyLength: number): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes)
  bytes.writeInt32LE(headerBytes + bodyLength, 0)
  bytes.writeInt32LE(requestId, 4)
  bytes.writeInt32LE(responseTo, 8)
  bytes.writeInt32LE(opCode, 12)
  return bytes
}
