import { createServer } from 'node:net'

/**
 * Below the numbers systems lend to outgoing connections, one of which would take the port before its server does, and above those
 * our PostgreSQL chooses from (sql/src/embedded/launch.ts).
 */
const PORTS = { from: 30_000, to: 32_768 }

// Files share a process, and each loads this anew.
const world = globalThis as { iocPorts?: Set<number> }
world.iocPorts ??= new Set()
const { iocPorts: given } = world

/** A port nothing listens at, for a server of another process to be started there; never the same twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from))
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer().once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
