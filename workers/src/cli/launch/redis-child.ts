import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endWithParent } from '../../process/end-with-parent.ts'

// Redis as a child of ours: it ends when we do, kill -9 of whoever started us included. It keeps nothing: what it holds are jobs, which
// workers put there again by what PostgreSQL says.

const { IOC_REDIS_PORT: port, IOC_REDIS_PASSWORD: password, ...env } = process.env
const redis = spawn('redis-server', ['-'], { env, stdio: ['pipe', 'ignore', 'inherit'] })
// On its standard input, where no list of processes shows it.
redis.stdin.end(
  [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'maxmemory-policy noeviction',
    '',
  ].join('\n'),
)
const ended = once(redis, 'exit')
endWithParent(async () => {
  redis.kill('SIGTERM')
  await ended
})
await ended
process.exit(1)
