import { setTimeout as sleep } from 'node:timers/promises'
import { isOfDatabase } from '@ioc/sql'

const ASK_AGAIN_MS = 1_000

/** What a process must know before it begins: asked again for as long as the database is away, so that it does not end over it. */
export async function whenThere<T>(ask: () => Promise<T>, told: (error: unknown) => void): Promise<T> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await ask()
    } catch (error) {
      if (!isOfDatabase(error)) throw error
      if (isFirst) told(error)
      await sleep(ASK_AGAIN_MS)
    }
  }
}
