import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { ROOT } from '../with-database.ts'
import type { Children } from './children.ts'
import { freePort } from './port.ts'

const PATIENCE_MS = 30_000

/** Starts the Redis of this machine for the queue; answers its address, or null, saying so, where none is installed: the queue stays in PostgreSQL. */
export async function startRedis(
  children: Children,
  signal: AbortSignal,
  say: (sentence: string) => void,
): Promise<string | null> {
  if (spawnSync('redis-server', ['--version']).error) {
    say('No redis-server is installed on this machine: the queue stays in PostgreSQL.')
    return null
  }
  const [port, password] = [await freePort(), randomBytes(24).toString('base64url')]
  children.start('Redis', `${ROOT}/workers/src/cli/launch/redis-child.ts`, {
    IOC_REDIS_PORT: String(port),
    IOC_REDIS_PASSWORD: password,
  })
  const url = `redis://:${password}@127.0.0.1:${port}`
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null })
  redis.on('error', () => {})
  try {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(100, undefined, { signal })) {
      if (
        await redis.connect().then(
          () => true,
          () => false,
        )
      )
        return url
      if (Date.now() > end) throw new Error(`Redis does not answer at port ${port} after ${PATIENCE_MS / 1_000} s.`)
    }
  } finally {
    redis.disconnect()
  }
}
