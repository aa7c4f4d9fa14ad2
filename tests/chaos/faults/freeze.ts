import { canAlways, type Fault } from './fault.ts'

/** SIGSTOP of a server, a worker, Redis or all of PostgreSQL: its connections stay open and nobody answers. */
export const freeze: Fault = {
  lacks: canAlways,
  async strike(cluster, dice) {
    const single = [...cluster.servers, ...cluster.workers].map(({ name, pid }) => ({ name, pids: [pid()] }))
    const redis = await cluster.redisPid()
    const stores = [
      ...(redis === null ? [] : [{ name: 'Redis', pids: [redis] }]),
      { name: 'PostgreSQL', pids: cluster.postgres() },
    ]
    const { name, pids } = dice.pick([...single, ...stores])
    for (const pid of pids) signal(pid, 'SIGSTOP')
    return {
      what: name,
      heal() {
        for (const pid of pids) signal(pid, 'SIGCONT')
      },
    }
  },
}

/** A process of PostgreSQL may have ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {}
}
