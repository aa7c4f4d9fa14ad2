import { setTimeout as sleep } from 'node:timers/promises'
import { isOfStore } from '../pipeline/close-run.ts'

const ASK_AGAIN_MS = 1_000
/** Nobody listens there yet, or the line broke. That no such host is known is for whoever set it up. */
const LINE_TROUBLE = /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)$/

/** What a process must know before it begins: asked again for as long as the database is away, so that it does not end over it. */
export async function whenThere<T>(ask: () => Promise<T>, told: (error: unknown) => void): Promise<T> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await ask()
    } catch (error) {
      if (!isOfStore(error) && !LINE_TROUBLE.test(String((error as { code?: unknown }).code))) throw error
      if (isFirst) told(error)
      await sleep(ASK_AGAIN_MS)
    }
  }
}
