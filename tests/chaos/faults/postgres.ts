import { canAlways, type Fault } from './fault.ts'

const WAYS = {
  'stopped in order': 'SIGINT',
  'stopped at once': 'SIGQUIT',
  'killed with -9': 'SIGKILL',
} as const

/** PostgreSQL ends and is started again; or one of its processes dies, for which it ends all others. */
export const postgres: Fault = {
  lacks: canAlways,
  isOver: true,
  async strike(cluster, dice) {
    const [postmaster, ...others] = cluster.postgres()
    if (dice.chance(0.25)) {
      process.kill(dice.pick(others), 'SIGKILL')
      return { what: 'one of its processes killed with -9', heal() {} }
    }
    const way = dice.pick(Object.keys(WAYS) as (keyof typeof WAYS)[])
    process.kill(postmaster as number, WAYS[way])
    return { what: way, heal() {} }
  },
}
