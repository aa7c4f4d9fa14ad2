import { createHash } from 'node:crypto'

/** A server behind the proxy: ready to serve, alive but not ready (it is leaving, or its database does not answer), or gone. */
export interface Node {
  url: string
  state: 'ready' | 'alive' | 'gone'
  /** WebSockets laid to it. */
  lines: number
}

export interface Call {
  /** A WebSocket is to be laid. */
  isLine?: boolean
  /** Long polling of Socket.IO: every request of one browser must meet the same server. */
  isPolling?: boolean
  /** Where the call comes from. */
  address: string
  /** Counts calls. */
  turn: number
}

/**
 * Which server a call goes to, of those that are ready, else of those alive; undefined where none is. Servers share all that lasts longer
 * than a request, so requests go round, and a line, which lasts, to whoever has the fewest. Polling goes by the caller's address, such
 * that one server's going or coming moves nobody between the others (rendezvous hashing).
 */
export function chooseNode(nodes: readonly Node[], { isLine = false, isPolling = false, address, turn }: Call): Node | undefined {
  const ready = nodes.filter(({ state }) => state === 'ready')
  const able = ready.length > 0 ? ready : nodes.filter(({ state }) => state === 'alive')
  if (isLine) return able.toSorted((a, b) => a.lines - b.lines)[0]
  if (isPolling) return able.toSorted((a, b) => (rank(a, address) < rank(b, address) ? -1 : 1))[0]
  return able[turn % able.length]
}

const rank = ({ url }: Node, address: string) => createHash('sha256').update(`${url} ${address}`).digest('hex')
