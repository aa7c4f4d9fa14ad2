import { type Db, simulatedFeeds } from '@ioc/sql'
import { ROOT } from '../with-database.ts'
import type { Children } from './children.ts'

/** Starts the simulated sources where a feed in use reads them; answers their address, or null: a house of real sources has no need of them. */
export async function startSimulators(db: Db, children: Children, env: Record<string, string>): Promise<string | null> {
  if ((await simulatedFeeds(db)).length === 0) return null
  const file = `${ROOT}/workers/src/simulators/main.ts`
  const { url } = await children.startAndHear<{ url: string }>('the simulated sources', file, env)
  return url
}
