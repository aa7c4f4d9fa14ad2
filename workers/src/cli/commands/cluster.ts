import { type AskedHouse, type House, runHouse, SERVER, say, WORKERS, WORKERS_MEMORY } from '../launch/house.ts'
import { freePort } from '../launch/port.ts'
import { openProxy } from '../launch/proxy/proxy.ts'
import { startRedis } from '../launch/redis.ts'

/** Longer than the proxy takes for two looks at /readyz, on a machine that is busy too. */
const NOTICE_MS = 2_000
/** A server asks by some thirty connections at most, a worker by some seventy while the queue is in PostgreSQL. */
const CONNECTIONS = { others: 40, server: 40, worker: 80 }

interface AskedCluster extends AskedHouse {
  servers: number
  workers: number
}

/**
 * The house as it stands on many machines, on one: servers and workers in any number over one PostgreSQL and one Redis, behind one address.
 * SIGUSR2 restarts them all, one after the other, without a wall noticing.
 */
export function cluster({ servers, workers, ...asked }: AskedCluster): Promise<void> {
  const connections = CONNECTIONS.others + servers * CONNECTIONS.server + workers * CONNECTIONS.worker
  return runHouse(asked, (house) => open(house, servers, workers), { connections })
}

async function open({ children, toStop, interrupted, host, port, ...house }: House, servers: number, workers: number) {
  const redis = process.env.REDIS_URL || (await startRedis(children, interrupted, say))
  const env = { ...house.env, ...(redis && { REDIS_URL: redis }) }
  const nodes: { name: string; url: string; restart(): Promise<void> }[] = []
  for (let n = 1; n <= servers; n++) {
    const at = await freePort()
    const name = `server ${n}`
    const started = children.start(name, SERVER, {
      ...env,
      ...{ HOST: '127.0.0.1', PORT: String(at), IOC_NOTICE_MS: String(NOTICE_MS) },
      IOC_TRUSTED_PROXIES: [process.env.IOC_TRUSTED_PROXIES, '127.0.0.1'].filter(Boolean).join(','),
    })
    nodes.push({ name, url: `http://127.0.0.1:${at}`, restart: started.restart })
  }
  const hands = Array.from({ length: workers }, (_, n) => ({
    name: `worker ${n + 1}`,
    ...children.start(`worker ${n + 1}`, WORKERS, { ...env, ...WORKERS_MEMORY }),
  }))
  for (const { url } of nodes) await children.untilReady(`${url}/readyz`)
  const proxy = await openProxy({ host, port, urls: nodes.map(({ url }) => url) })
  toStop.push(() => proxy.close())

  let restarting = Promise.resolve()
  async function restartAll(): Promise<void> {
    for (const { name, url, restart } of nodes) {
      say(`Restarting ${name}…`)
      await restart()
      await children.untilReady(`${url}/readyz`)
      await proxy.untilReady(url)
    }
    for (const { name, restart } of hands) {
      say(`Restarting ${name}…`)
      await restart()
    }
    say('All were restarted.')
  }
  process.on('SIGUSR2', () => {
    restarting = restarting.then(restartAll).catch((error) => {
      if (!interrupted.aborted) say((error as Error).message)
    })
  })
  say(
    `${servers} servers (${nodes.map(({ url }) => url).join(', ')}) and ${workers} workers; kill -USR2 ${process.pid} restarts them one by one`,
  )
}
