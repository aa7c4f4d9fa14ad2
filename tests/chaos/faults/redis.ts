import type { Cluster } from '../cluster.ts'
import type { Fault } from './fault.ts'

const lacks = ({ redis }: Cluster) => (redis ? null : 'redis-server: apt-get install redis-server')

/** Redis is killed and started again, empty: it keeps nothing. */
export const redis: Fault = {
  lacks,
  isOver: true,
  async strike(cluster) {
    process.kill((await cluster.redisPid()) as number, 'SIGKILL')
    return { what: 'killed with -9, back empty', heal() {} }
  },
}

/** All that Redis holds is wiped while it runs. */
export const wipe: Fault = {
  lacks,
  isOver: true,
  async strike(cluster) {
    await cluster.redis?.flushall()
    return { what: 'FLUSHALL', heal() {} }
  },
}
