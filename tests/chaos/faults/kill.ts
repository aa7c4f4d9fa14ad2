import { canAlways, type Fault } from './fault.ts'

/** kill -9 of a server or a worker; whoever looks after processes starts it again. */
export const kill: Fault = {
  lacks: canAlways,
  isOver: true,
  async strike({ servers, workers }, dice) {
    const { name, pid } = dice.pick([...servers, ...workers])
    process.kill(pid(), 'SIGKILL')
    return { what: name, heal() {} }
  },
}
