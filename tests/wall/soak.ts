import { parseArgs } from 'node:util'
import type { Playlist, ScreensAnswer } from '@ioc/server/contract'
import { type House, openHouse } from '../support/house.ts'
import { withNews } from '../support/news.ts'
import { launchSignedIn } from '../support/signed-in-browser.ts'
import { type Display, pair } from './display.ts'
import { liveThrough } from './left-running.ts'
import { FEWEST, growth, type Sample, sampleOf } from './measure.ts'

// A display that runs for days, in a tenth of the time: scenes follow each other ten times as fast as a day's playlist turns them, every
// tile has news each second, and all that may happen to a wall happens over and over: visitors, one tile alone, another language, a replay, a cut
// line. What it holds in memory must not grow. Then it lives through a restart, a cut network, a new build and a dead source, and says what it showed.
//
//   npm run soak -- [--hours N]      hours of a wall; 4 where left out, which take 24 minutes, and 20 more for what it lives through

const { values } = parseArgs({ options: { hours: { type: 'string', default: '4' } } })
const hours = Number(values.hours)
if (!(hours > 0)) throw new Error(`--hours «${values.hours}» is no number of hours.`)

/** A day's playlist turns scenes every 50 s; this one every 5. */
const FASTER = 10
const SCENE_S = 5
const WARM_ROUNDS = 2
const FOUR_K = { width: 3_840, height: 2_160 }
/** More than this, in parts of itself, is a leak. */
const MOST = { heapMb: 0.1, nodes: 0.1, listeners: 0.1, frameP50Ms: 0.25 } satisfies Partial<Record<keyof Sample, number>>

const house = await openHouse()
const browser = await launchSignedIn(house.home)
try {
  const scenes = await fastPlaylist(house)
  const page = await browser.newPage({ viewport: FOUR_K })
  page.on('pageerror', (error) => say(`error on the page: ${error.message}`))
  await withNews(page, 1_000)
  const display = await pair(page, house.url)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await display.order({ playlist: 'soak' })

  const samples: Sample[] = []
  const began = Date.now()
  const ends = began + (hours * 3_600_000) / FASTER
  say(`${scenes} scenes, ${((ends - began) / 60_000).toFixed(0)} minutes, as ${hours} h of a wall`)
  for (let round = 0; Date.now() < ends; round++) {
    await happen(round, display)
    await page.waitForTimeout(4 * SCENE_S * 1_000)
    await display.order({ pinned: 'overview' })
    await page.locator('.wall[data-scene="overview"][data-connection="live"]').waitFor()
    await page.waitForTimeout(3_000)
    const sample = await sampleOf(page, session)
    // What a scene is drawn with is loaded when it first comes: once all have come, nothing more is to be held.
    if (Date.now() - began > scenes * SCENE_S * 1_000 * WARM_ROUNDS) samples.push(sample)
    const wall = (((Date.now() - began) * FASTER) / 3_600_000).toFixed(2)
    say(
      `${wall} h: ${Object.entries(sample)
        .map(([name, value]) => `${name} ${value.toFixed(1)}`)
        .join(', ')}`,
    )
    await display.order({ pinned: null })
  }
  if (samples.length < FEWEST)
    say(`${samples.length} samples after all scenes had come are too few to tell growth by; give more --hours`)
  const grown =
    samples.length < FEWEST
      ? []
      : Object.entries(MOST).map(([name, most]) => ({ name, most, by: growth(samples, name as keyof Sample) }))
  for (const { name, most, by } of grown)
    say(`${name}: ${by <= most ? 'flat' : 'GROWS'}, ${(100 * by).toFixed(1)} % (at most ${100 * most} %)`)
  await liveThrough(house, display)
  if (grown.some(({ by, most }) => !(by <= most))) process.exitCode = 1
} finally {
  await browser.close()
  await house.close()
}

/** Every scene there is, one after the other. */
async function fastPlaylist({ url, query }: House): Promise<number> {
  const { scenes } = (await (await fetch(`${url}/api/screens`)).json()) as ScreensAnswer
  const playlist: Playlist = {
    id: 'soak',
    title: { vi: 'Chạy dài', en: 'Soak' },
    scenes: scenes.map(({ id }) => ({ scene: id, for: SCENE_S })),
    alarm: { scene: 'alerts', for: 10 },
  }
  await query('insert into playlist (key, spec) values ($1, $2)', [playlist.id, JSON.stringify(playlist)])
  return scenes.length
}

/** What may happen to a wall, in turn. */
async function happen(round: number, { page, order }: Display): Promise<void> {
  const soon = () => page.waitForTimeout(3_000)
  switch (round % 5) {
    case 0:
      await order({ visitors: true })
      await soon()
      return order({ visitors: false })
    case 1:
      await order({ pinned: 'dossiers', tile: 'dossiers.map' })
      await soon()
      return order({ pinned: null, tile: null })
    case 2:
      await order({ language: 'en', dim: 0.5 })
      await soon()
      return order({ language: 'vi', dim: 0 })
    case 3:
      await order({ replay: { at: new Date(Date.now() - 86_400_000).toISOString(), speed: 600 } })
      await soon()
      return order({ replay: null })
    default:
      await page.context().setOffline(true)
      await page.waitForTimeout(10_000)
      return page.context().setOffline(false)
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
