import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A line to a server that can be stopped: what the server says waits in it, and connections stay open. */
export async function openSlowLine(url: string) {
  const { hostname, port } = new URL(url)
  const answers = new Set<Socket>()
  let isStopped = false
  const line = createServer((client) => {
    const server = connect(Number(port), hostname)
    answers.add(server)
    client.pipe(server).pipe(client)
    if (isStopped) server.pause()
    for (const end of [client, server]) {
      end.on('error', () => {})
      end.on('close', () => {
        answers.delete(server)
        client.destroy()
        server.destroy()
      })
    }
  })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const answer of answers) answer.destroy()
    line.close()
  })
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    stop() {
      isStopped = true
      for (const answer of answers) answer.pause()
    },
    goOn() {
      isStopped = false
      for (const answer of answers) answer.resume()
    },
  }
}
