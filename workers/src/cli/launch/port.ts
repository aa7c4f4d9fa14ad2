import { createServer } from 'node:net'

/** Throws one clear sentence when the server could not listen there. */
export function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        fail(
          new Error(
            `Port ${port} on ${host} is in use, perhaps by another Phố Hiến. Stop it, or choose another: PORT=${port + 1} npm start`,
          ),
        )
      else if (error.code === 'EACCES')
        fail(new Error(`Port ${port} needs rights this account lacks. Choose one above 1023: PORT=8080 npm start`))
      else fail(new Error(`The server can't listen on ${host}:${port} (${error.code}). Set HOST to an address of this machine.`))
    })
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

/** Below the numbers systems lend to outgoing connections, so that nothing takes the port while what listens there is restarted. */
const PORTS = { from: 10_000, to: 30_000 }

/** A port of this machine’s own address nothing listens at. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from))
    if (
      await assertPortFree('127.0.0.1', port).then(
        () => true,
        () => false,
      )
    )
      return port
  }
}
