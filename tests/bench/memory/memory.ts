import { cookieOf } from '../../support/people.ts'
import { childOf, told } from '../children.ts'
import { endedDossiers, round } from '../support.ts'

const SCREENS = 1_000
const FEW = 100_000
const MANY = Number(process.env.BENCH_MEMORY_FACTS ?? 600_000)
const MB = 2 ** 20

/**
 * What a server holds, in megabytes once all that nobody needs is gone: with no screen, and more for a thousand that show the same twelve tiles;
 * and by how much more it weighs after the same questions of every commune with `facts` stored than with a hundred thousand, a million facts.
 */
export async function memory(adminUrl: string) {
  const few = await weighed(adminUrl, FEW)
  const many = await weighed(adminUrl, MANY)
  const perMillion = ((many.asked - few.asked) / (MANY - FEW)) * 1e6
  return {
    facts: MANY,
    alone_mb: mb(few.alone),
    alone_rss_mb: mb(few.rss),
    thousand_screens_mb: mb(((few.watched - few.asked) / SCREENS) * 1_000),
    million_facts_mb: mb(perMillion),
  }
}

const mb = (bytes: number) => round(bytes / MB, 1)

async function weighed(adminUrl: string, facts: number) {
  const database = await endedDossiers(adminUrl, facts)
  const server = childOf(new URL('./server.ts', import.meta.url), [database.url], ['--expose-gc'])
  const { port } = await told<{ port: number }>(server)
  const weigh = async () => {
    server.send('weigh')
    return told<{ held: number; rss: number }>(server)
  }
  try {
    const { held: alone, rss } = await weigh()
    const tiles = await tilesOf(port)
    for (let time = 0; time < 3; time++) await questions(port)
    const { held: asked } = await weigh()
    const screens = childOf(new URL('./screens.ts', import.meta.url), [
      String(port),
      String(SCREENS),
      cookieOf(),
      tiles.join(','),
    ])
    await told(screens)
    const { held: watched } = await weigh()
    screens.disconnect()
    return { alone, rss, asked, watched }
  } finally {
    server.disconnect()
    await database.close()
  }
}

const asked = (port: number, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: cookieOf() } }).then(async (answer) => {
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  })

async function tilesOf(port: number): Promise<string[]> {
  const tiles = (await asked(port, '/api/layouts/tiles')) as { id: string }[]
  return tiles.slice(0, 12).map(({ id }) => id)
}

async function questions(port: number): Promise<void> {
  for (const month of ['2025-03', '2025-09', '2026-03'])
    await asked(port, `/api/readings/dossiers.on_time_rate/units?period=${month}&kind=commune`)
}
