import type { Socket } from 'node:net'
import type { Engine } from './engine.ts'
import type { Gate } from './gate.ts'
import { FrameReader, type Message, maxMessageBytes, ProtocolError } from './wire/frames.ts'
import { opMsg, readOpMsg, writeOpMsg } from './wire/opMsg.ts'
import { opQuery, readOpQuery, writeOpReply } from './wire/opQuery.ts'

/** The longest message taken from a client that has not said who it is. */
const strangersBytes = 64 * 1024

let connections = 0
let replies = 0

/**
 * Speaks MongoDB's protocol with one client until either side ends. Bytes that are not the protocol end this
 * connection, and touch no other. Behind a gate a client has to prove who it is first.
 */
export function serve(socket: Socket, engine: Engine, gate?: Gate): void {
  const frames = new FrameReader(gate ? strangersBytes : maxMessageBytes)
  connections += 1
  const connectionId = connections

  const send = (buffers: Buffer[]) => {
    if (socket.destroyed) return
    if (!socket.write(Buffer.concat(buffers))) pauseUntilDrained(socket)
  }
  const take = (message: Message) => {
    if (message.opCode === opMsg) {
      const request = readOpMsg(message)
      const stopped = gate?.answer(request.command)
      if (stopped) {
        send(writeOpMsg(++replies, message.requestId, stopped.reply))
        if (stopped.closes) socket.end()
        if (gate?.isOpen) frames.limit = maxMessageBytes
        return
      }
      engine.submit(request, connectionId, reply => {
        if (request.wantsReply) send(writeOpMsg(++replies, message.requestId, reply))
      })
    } else if (message.opCode === opQuery) {
      const { collection, query } = readOpQuery(message)
      if (!collection.endsWith('.$cmd')) throw new ProtocolError('an OP_QUERY that is no command')
      const stopped = gate?.answer(query)
      if (stopped) {
        send(writeOpReply(++replies, message.requestId, stopped.reply))
        return
      }
      query.set('$db', collection.slice(0, -'.$cmd'.length))
      const request = { command: query, sequences: new Map<string, Buffer[]>(), wantsReply: true }
      engine.submit(request, connectionId, reply => send(writeOpReply(++replies, message.requestId, reply)))
    } else {
      throw new ProtocolError(`the operation ${message.opCode}`)
    }
  }

  socket.on('data', bytes => {
    try {
      for (const message of frames.push(bytes)) take(message)
    } catch {
      // ProtocolError, MalformedBson: nothing after it on this connection can be trusted.
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
}

/** A client that does not read its replies may not fill the memory with them. */
function pauseUntilDrained(socket: Socket): void {
  if (socket.isPaused()) return
  socket.pause()
  socket.once('drain', () => socket.resume())
}
