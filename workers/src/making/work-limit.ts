import { Worker } from 'node:worker_threads'

/** How a process ends that has worked too long: the signal for just that. */
export const WORKED_TOO_LONG = 'SIGXCPU'

/** Looks at the clock of the processor while the thread that works hears nothing. */
const WATCH = `
const { workerData: ends } = require('node:worker_threads')
setInterval(() => {
  const { user, system } = process.cpuUsage()
  if (Atomics.load(ends, 0) > 0n && BigInt(user + system) > Atomics.load(ends, 0)) process.kill(process.pid, '${WORKED_TOO_LONG}')
}, 100)`

/**
 * Ends this process where one piece of work takes more of a processor than it may, however busy its thread, and whoever waits for it
 * or has died meanwhile. On a machine that is busy with others, work takes longer and is worth as much.
 */
export function limitWork(): { begin(seconds: number): void; end(): void } {
  const ends = new BigInt64Array(new SharedArrayBuffer(8))
  new Worker(WATCH, { eval: true, workerData: ends }).unref()
  return {
    begin(seconds) {
      const { user, system } = process.cpuUsage()
      Atomics.store(ends, 0, BigInt(Math.round(user + system + 1e6 * seconds)))
    },
    end() {
      Atomics.store(ends, 0, 0n)
    },
  }
}
