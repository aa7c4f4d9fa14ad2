import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { frameGaps } from '../support/frames.ts'
import { type House, openHouse } from '../support/house.ts'
import { withNews } from '../support/news.ts'
import { launchSignedIn } from '../support/signed-in-browser.ts'
import { percentile, round } from './support.ts'

const FOUR_K = { width: 3_840, height: 2_160 }
const WATCHED_MS = Number(process.env.BENCH_WALL_MS ?? 30_000)

/** How many frames a second a 4K wall of sixteen charts keeps, each with news every second and no GPU, beside an empty page; what it loads, and when it paints first. */
export async function wall() {
  const house = await openHouse()
  const browser = await launchSignedIn(house.home)
  try {
    const tiles = await sceneOf(house, 16)
    const limit = await frames(await blank(browser))
    const page = await browser.newPage({ viewport: FOUR_K })
    await withNews(page, 1_000)
    await page.goto(`${house.url}/wall/bench`)
    await page.waitForSelector('.wall[data-connection="live"] canvas')
    await page.waitForTimeout(5_000)
    const moving = await frames(page)
    return {
      charts: tiles.length,
      ratio: round(moving.perSecond / limit.perSecond),
      frames_per_second: moving.perSecond,
      frame_p99_ms: moving.p99,
      limit_frames_per_second: limit.perSecond,
      limit_frame_p99_ms: limit.p99,
      ...(await loaded(browser, `${house.url}/wall`)),
    }
  } finally {
    await browser.close()
    await house.close()
  }
}

/** A scene of charts that are there, by their kinds in turn. */
async function sceneOf({ url, query }: Pick<House, 'url' | 'query'>, count: number): Promise<string[]> {
  const { scenes } = (await (await fetch(`${url}/api/screens`)).json()) as { scenes: { id: string }[] }
  const byKind = new Map<string, Set<string>>()
  for (const { id } of scenes) {
    const { places } = (await (await fetch(`${url}/api/scenes/${id}`)).json()) as { places: { tile: string; kind: string }[] }
    for (const { tile, kind } of places) if (kind !== 'stat') byKind.set(kind, (byKind.get(kind) ?? new Set()).add(tile))
  }
  const kinds = ['trend', 'communes', 'bars', 'spike', 'outlook'].map((kind) => [...(byKind.get(kind) ?? [])])
  const tiles = Array.from({ length: count }, (_, n) => kinds.map((each) => each[n]))
    .flat()
    .filter((tile) => tile !== undefined)
    .slice(0, count)
  const across = Math.ceil(Math.sqrt(count))
  const places = tiles.map((tile, n) => ({
    tile,
    column: 1 + (n % across),
    row: 1 + Math.floor(n / across),
    width: 1,
    height: 1,
  }))
  const spec = { id: 'bench', title: { vi: 'Đo', en: 'Bench' }, columns: across, rows: across, places, strip: null }
  await query('insert into scene (key, spec) values ($1, $2) on conflict (key) do update set spec = excluded.spec', [
    'bench',
    JSON.stringify(spec),
  ])
  return tiles
}

async function blank(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: FOUR_K })
  await page.setContent('<body style="background:#0a0f1a"></body>')
  return page
}

async function frames(page: Page): Promise<{ perSecond: number; p99: number }> {
  const gaps = await frameGaps(page, WATCHED_MS)
  const took = gaps.reduce((sum, gap) => sum + gap, 0)
  return { perSecond: round((gaps.length * 1_000) / took, 1), p99: round(percentile(gaps, 99), 1) }
}

/** Of a first visit: the script that is fetched, as gzip makes it, and the first paint with something in it. */
async function loaded(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: FOUR_K })
  const bodies: Promise<number>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body().then((body) => gzipSync(body).length))
  })
  await page.goto(url)
  await page.waitForSelector('.wall[data-connection="live"]')
  await page.waitForTimeout(3_000)
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  const bytes = (await Promise.all(bodies)).reduce((sum, each) => sum + each, 0)
  return { script_gzip_kb: Math.round(bytes / 1_000), first_paint_ms: Math.round(painted ?? Number.NaN) }
}
