import { setTimeout as sleep } from 'node:timers/promises'
import { findPostmaster } from './postmaster.ts'

const LOOK_EVERY_MS = 1_000

/** Looks after a server until `signal`: once its process is gone, `again` starts one and tells its port. Says each thing once. */
export async function keepRunning(
  folder: string,
  port: number,
  again: () => Promise<number>,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let said = ''
  const tell = (sentence: string) => {
    if (sentence !== said && !signal.aborted) say(sentence)
    said = sentence
  }
  while (!signal.aborted) {
    try {
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false })
      const running = await findPostmaster(folder)
      if (!running) tell('PostgreSQL stopped; starting it again')
      const now = running?.port ?? (await again())
      if (now === port) said = ''
      else tell(`Another program has taken port ${port} of PostgreSQL. Stop with Ctrl-C and start again.`)
    } catch (error) {
      tell((error as Error).message)
    }
  }
}
