import type { Fault } from './fault.ts'

/** Seconds a clock is off by, forwards and backwards: a machine whose clock is wrong, or is set right by a step. */
const JUMPS = [3_600, -3_600, -300, 300]

/** The clock of one server or worker jumps, and later jumps back. */
export const clock: Fault = {
  lacks: ({ servers }) => (servers.every(({ clock }) => clock) ? null : 'libfaketime: apt-get install faketime'),
  async strike({ servers, workers }, dice) {
    const { name, clock } = dice.pick([...servers, ...workers])
    const seconds = dice.pick(JUMPS)
    clock?.jump(seconds)
    return { what: `${name} by ${seconds} s`, heal: () => clock?.jump(0) }
  },
}
