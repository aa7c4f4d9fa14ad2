import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { giveAll, Line, type Sockets } from '@ioc/server/testing'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { frameAt, microseconds } from './frame.ts'

// A process that sends a tile's news to every screen that called: `ours` as the gateway does, `ws` the same frame by bare WebSockets. It is told
// «send» by its parent and answers what the round cost it.

const [, , kind] = process.argv
const http = createServer()
const send = kind === 'ours' ? ours() : bare()

function ours(): () => void {
  const io: Sockets = new Server(http, { serveClient: false, perMessageDeflate: false })
  const lines = new Map<string, Line>()
  const context = { units: {} } as ConstructorParameters<typeof Line>[1]
  io.on('connection', (socket) => {
    const line = new Line(socket, context, { visitors: null, scope: { unit: null, domains: null, upTo: 'restricted' } })
    line.watch('dossiers.completed', 0)
    lines.set(socket.id, line)
  })
  return () => {
    const of = { units: [1], domains: ['dossiers'], classification: 'open' as const }
    giveAll(io, lines, context, { state: frameAt(microseconds()), of }, (state) => state)
  }
}

function bare(): () => void {
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  return () => {
    const frame = Buffer.from(`42${JSON.stringify(['tile', frameAt(microseconds())])}`)
    for (const socket of sockets.clients) socket.send(frame, { binary: false })
  }
}

let before = process.cpuUsage()
process.on('message', (asked) => {
  if (asked === 'send') send()
  if (asked === 'count from here') before = process.cpuUsage()
  if (asked !== 'spent') return
  const { user, system } = process.cpuUsage(before)
  process.send?.({ cpuUs: user + system, rss: process.memoryUsage().rss })
})
process.once('disconnect', () => process.exit())
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
