import { AsyncLocalStorage } from 'node:async_hooks'

/** The run that is worked at, and the feed it is of. */
export interface OfRun {
  run: number
  feed: string
}

const working = new AsyncLocalStorage<OfRun>()
const thrownIn = new WeakMap<object, OfRun>()

/** Whatever is logged of this work, whatever of it goes on later included, bears its run; so does what it throws (runOf). */
export async function inRun<T>(of: OfRun, work: () => Promise<T>): Promise<T> {
  try {
    return await working.run(of, work)
  } catch (error) {
    if (error instanceof Error) thrownIn.set(error, of)
    throw error
  }
}

/** The run that is worked at just now. */
export const runNow = (): OfRun | undefined => working.getStore()

/** The run that something was thrown in. */
export const runOf = (thrown: unknown): OfRun | undefined =>
  typeof thrown === 'object' && thrown !== null ? thrownIn.get(thrown) : undefined
