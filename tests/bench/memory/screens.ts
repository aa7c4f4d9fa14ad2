import { WebSocket } from 'ws'

// So many screens of one scene that stay. They say when each has every tile.

const [, , port, count, cookie = '', tiles = ''] = process.argv
const watched = tiles.split(',')
const watch = { scene: 'overview', visitors: null, node: null, tiles: Object.fromEntries(watched.map((id) => [id, 0])) }
let ready = 0

for (let n = 0; n < Number(count); n++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers: { cookie } })
  const held = new Set<string>()
  socket.on('error', (error) => process.send?.({ error: error.message }))
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text.startsWith('44')) process.send?.({ error: text })
    if (text.startsWith('40')) socket.send(`42${JSON.stringify(['watch', watch])}`)
    else if (text.startsWith('0')) socket.send('40')
    else if (text === '2') socket.send('3')
    else if (text.startsWith('42["tile"')) {
      const { tile } = JSON.parse(text.slice(2))[1]
      if (!held.has(tile) && held.add(tile).size === watched.length && ++ready === Number(count)) process.send?.({ ready })
    }
  })
}
process.once('disconnect', () => process.exit())
