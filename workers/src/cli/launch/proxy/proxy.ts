import { createServer, type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createProxyServer } from 'httpxy'
import { type Call, chooseNode, type Node } from './choose.ts'

/** A server that is leaving says so longer than two looks take (IOC_NOTICE_MS). */
const LOOK_EVERY_MS = 250
const ANSWERED_WITHIN_MS = 2_000
/** How long a call is kept while no server is there, and how often one is looked for. */
const KEPT_MS = 5_000
const LOOK_AGAIN_MS = 50

export interface Proxy {
  /** Once calls go to that server. */
  untilReady(url: string): Promise<void>
  close(): Promise<void>
}

/**
 * One address before several servers of one machine (`urls`: their origins), whose /readyz it asks four times a second. A question that met
 * a server which had just gone is given to another, once. For a cluster on one machine and tests: before the public stands a proxy that speaks
 * TLS, which does the same (SECURITY.md).
 */
export async function openProxy({ host, port, urls }: { host: string; port: number; urls: string[] }): Promise<Proxy> {
  const nodes = urls.map((url): Node => ({ url, state: 'gone', lines: 0 }))
  // A connection each: one that is kept could be closed at its other end as it is used.
  const proxy = createProxyServer({ xfwd: true, agent: false })
  const givenAgain = new WeakSet<ServerResponse>()
  const over = new AbortController()
  /** Those that were taken over from the server, which closes them no more. */
  const lines = new Set<Socket>()
  let turn = 0

  /** Each by itself: one that hangs keeps no look at another waiting. */
  async function follow(node: Node): Promise<void> {
    while (!over.signal.aborted) {
      node.state = await stateOf(node)
      await sleep(LOOK_EVERY_MS, undefined, { signal: over.signal }).catch(() => {})
    }
  }

  async function choose(call: Pick<Call, 'isLine' | 'isPolling'>, { socket }: IncomingMessage): Promise<Node | undefined> {
    for (const end = Date.now() + KEPT_MS; ; await sleep(LOOK_AGAIN_MS)) {
      const node = chooseNode(nodes, { ...call, address: socket.remoteAddress ?? '', turn: turn++ })
      if (node || Date.now() > end || socket.destroyed) return node
    }
  }

  async function give(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isPolling = request.url?.startsWith('/socket.io/') ?? false
    const node = await choose({ isPolling }, request)
    if (node) void proxy.web(request, response, { target: node.url })
    else refuse(response)
  }

  proxy.on('error', (_, request, response, target) => {
    if (!(response instanceof ServerResponse)) return response?.destroy()
    // Whoever asked has gone.
    if (response.destroyed || !request) return
    const node = nodes.find(({ url }) => url === originOf(target))
    if (node) node.state = 'gone'
    if (response.headersSent) response.destroy()
    else if (!maySendAgain(request) || givenAgain.has(response)) refuse(response)
    else {
      givenAgain.add(response)
      void give(request, response)
    }
  })

  const server = createServer(give)
  server.on('upgrade', async (request, socket: Socket, head) => {
    lines.add(socket)
    socket.once('close', () => lines.delete(socket))
    const node = await choose({ isLine: true }, request)
    if (!node || over.signal.aborted) return socket.destroy()
    node.lines++
    socket.once('close', () => node.lines--)
    void proxy.ws(request, socket, { target: node.url }, head)
  })

  for (const node of nodes) void follow(node)
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done))
  return {
    async untilReady(url) {
      while (!over.signal.aborted && nodes.find((node) => node.url === url)?.state !== 'ready') await sleep(LOOK_AGAIN_MS)
    },
    async close() {
      over.abort()
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      for (const line of lines) line.destroy()
      await closed
    },
  }
}

async function stateOf({ url }: Node): Promise<Node['state']> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) })).ok ? 'ready' : 'alive'
  } catch {
    return 'gone'
  }
}

const originOf = (target: unknown) => (URL.canParse(String(target)) ? new URL(String(target)).origin : undefined)

/** It has no body, which would be gone, and does nothing twice. */
const maySendAgain = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD'

function refuse(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
  response.end('Chưa có máy chủ nào trả lời. Thử lại sau ít giây.\nNo server answers yet. Try again in some seconds.\n')
}
