import { WebSocket } from 'ws'
import { microseconds } from './frame.ts'

// So many screens in one process, the same program before either server: what it costs to receive is the same for both.

const [, , port, count, kind] = process.argv
const OPEN = '0'
const PING = '2'
const CONNECTED = '40'
const TILE = '42["tile"'

let ready = 0
let took: number[] = []

const path = kind === 'ours' ? '/socket.io/?EIO=4&transport=websocket' : '/'
for (let n = 0; n < Number(count); n++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false })
  socket.on('error', (error) => process.send?.({ error: error.message }))
  if (kind !== 'ours') socket.once('open', oneMore)
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text.startsWith(TILE)) received(Number(/"version":(\d+)/.exec(text)?.[1]))
    else if (text.startsWith(CONNECTED)) oneMore()
    else if (text.startsWith(OPEN)) socket.send(CONNECTED)
    else if (text === PING) socket.send('3')
  })
}
process.once('disconnect', () => process.exit())

function oneMore(): void {
  if (++ready === Number(count)) process.send?.({ ready })
}

function received(sentAt: number): void {
  took.push(microseconds() - sentAt)
  if (took.length < Number(count)) return
  process.send?.({ took })
  took = []
}
