import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

// What nobody waits for any more is not asked of the database any longer, and nobody else's question is stopped for it.

test.each(['', '/series', '/units', '/parts?dim=field', '/records', '/proof'])(
  'a question %s that its asker has left is stopped, and the next is answered',
  async (path) => {
    const database = await hungYen()
    const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
    await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'a', unit, received: -200 })])
    const { url } = await serve(database)
    const question = `${url}/api/readings/dossiers.received${path}${path.includes('?') ? '&' : '?'}period=2025`
    const held = await database.pool.connect()
    const { rows: own } = await held.query('select pg_backend_pid() as pid')
    const waiting = async () => {
      const { rows } = await database.pool.query<{ pid: number }>(
        "select pid from pg_stat_activity where datname = current_database() and state = 'active' and wait_event_type = 'Lock' and pid <> $1",
        [own[0].pid],
      )
      return rows.map(({ pid }) => pid)
    }
    try {
      // Nothing is slower than what waits for a lock.
      await held.query('begin; lock table cell in access exclusive mode')
      const leaving = new AbortController()
      const left = fetch(question, { signal: leaving.signal }).catch((error: Error) => error.name)
      const stays = fetch(question)
      const before = await until('both questions to wait', async () => {
        const pids = await waiting()
        return pids.length >= 2 ? pids : null
      })
      leaving.abort()
      expect(await left).toBe('AbortError')
      const after = await until('the one to be stopped', async () => {
        const pids = await waiting()
        return pids.length < before.length ? pids : null
      })
      expect(after.length).toBeGreaterThan(0)
      await held.query('commit')
      expect((await stays).status).toBe(200)
      expect((await fetch(question)).status).toBe(200)
    } finally {
      held.release(true)
    }
  },
)
