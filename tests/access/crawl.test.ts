import { readFileSync } from 'node:fs'
import { ROLES_OF_PEOPLE } from '@ioc/sql/accounts'
import { buildWeb } from '@ioc/workers/testing'
import fc from 'fast-check'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownIn } from '../fuzz/known.ts'
import { type Described, operationsOf, requestOf } from '../fuzz/operations.ts'
import { askAll, houseOf } from '../support/alerts.ts'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { takeFiles } from '../support/files.ts'
import { oddThursday } from '../support/odd-thursday.ts'
import { cookieOf } from '../support/people.ts'
import { CALLED, plant } from '../support/plant.ts'
import { samplesByFeed } from '../support/samples.ts'
import { signedInAs } from './as.ts'

// Somebody of every role goes to every page there is a way to, in a house whose every stored text is hostile. Nothing of it runs, and no page
// asks the browser for what its policy forbids. `CRAWLED=1` opens a page of each kind for each role, where one of all does.

const OF_EACH_KIND = Number(process.env.CRAWLED ?? 0)
/** From where whoever signs in is led on. */
const DESK = '/console'
const STARTS = ['/wall', DESK, '/explore', '/open', '/account', '/screen', '/sign-in']
/** What a page is asked for that makes it another page, and not the same of something else. */
const TELLING = ['proof', 'fact', 'alert', 'simulated']
/** Pages of one kind differ by what they are of. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here')
  const asked = TELLING.filter((name) => searchParams.has(name)).map((name) => `?${name}`)
  const parts = pathname.split('/')
  const words = parts.map((part, place) => (place > 2 && !WORDS.has(part) ? '…' : part))
  return (parts[1] === 'console' ? words : parts.slice(0, 2)).join('/') + asked.join('')
}
/** Of what stands behind a section of the desk, what is a page of its own. */
const WORDS = new Set([
  ...['new', 'rules', 'recipients', 'messages', 'channels', 'runs', 'held', 'told', 'versions', 'lineage', 'enter', 'scenes'],
  ...['playlists', 'report', 'remote', 'read', 'inserted', 'updated', 'rejected', 'warned', 'blocked'],
])

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
}, 180_000)
afterAll(() => browser?.close())

/** A house that has taken in a page of every source, has alerts, and in which people have done of everything something. */
async function livedIn() {
  const database = await oddThursday()
  for (const [feed, { name, path }] of await samplesByFeed()) await takeFiles(database, feed, { [name]: readFileSync(path) })
  await askAll(await houseOf(database), new Date())
  const { app } = await serve(database)
  const known = await knownIn(database)
  const writes = operationsOf((await app.inject('/api/docs/json')).json() as Described).filter(({ method }) => method !== 'GET')
  for (const operation of writes)
    for (const { url, body } of fc.sample(requestOf(operation, known, false), { numRuns: 4, seed: 7 })) {
      const headers = { cookie: cookieOf(), 'x-ioc': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }
      await app.inject({
        method: operation.method,
        url,
        headers,
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      })
      await database.pool.query('update session set ended_at = null; update account set disabled_at = null')
    }
  return database
}

test('whatever a source or a person has written anywhere, no page runs it, whoever looks', async () => {
  const database = await livedIn()
  const planted = await plant(database)
  const { url } = await serve(database)
  const seen = new Map<string, number>()
  const wrong: string[] = []
  const pages: string[] = []
  let shown = 0
  for (const role of ROLES_OF_PEOPLE) {
    const { cookie = '' } = await signedInAs(database, role)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.clearCookies()
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
    await watch(context, wrong)
    const page = await context.newPage()
    const queue = [...STARTS]
    const known = new Set(queue)
    const ofRole = OF_EACH_KIND > 0 ? new Map<string, number>() : seen
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const kind = kindOf(path)
      const before = ofRole.get(kind) ?? 0
      if (before >= Math.max(1, OF_EACH_KIND) && path !== DESK) continue
      ofRole.set(kind, before + 1)
      pages.push(`${role} ${path}`)
      shown += await look(page, url + path)
      for (const link of await linksOf(page))
        if (!known.has(link)) {
          known.add(link)
          queue.push(link)
        }
      const scripts = await page.locator('a[href^="javascript:" i], iframe[src^="javascript:" i]').count()
      if (scripts > 0) wrong.push(`${path}: ${scripts} addresses that are scripts`)
    }
    await context.close()
  }
  const kinds = new Set(pages.map((each) => kindOf(each.split(' ')[1] ?? '')))
  console.log(JSON.stringify({ pages: pages.length, kinds: kinds.size, places: planted.places.size, rows: planted.rows, shown }))
  if (process.env.CRAWLED) console.log([...kinds].toSorted().join('\n'), [...planted.places].toSorted().join('\n'))
  expect(wrong).toEqual([])
  expect(planted.places.size).toBeGreaterThan(60)
  expect(kinds.size).toBeGreaterThan(35)
  // What was planted stood there to be read, as text.
  expect(shown).toBeGreaterThan(20)
}, 3_600_000)

/** Tells of whatever is run or forbidden in any page of a browser. */
async function watch(context: BrowserContext, wrong: string[]): Promise<void> {
  await context.exposeBinding(CALLED, ({ page }, place) => void wrong.push(`${page.url()} ran ${place}`))
  await context.exposeBinding('forbidden', ({ page }, what) => void wrong.push(`${page.url()} was forbidden ${what}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      Object(window).forbidden(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  context.on('dialog', (dialog) => {
    wrong.push(`${dialog.page()?.url()} asked «${dialog.message()}»`)
    void dialog.dismiss()
  })
}

/** Opens a page, unfolds what is folded and points at its charts. Answers whether hostile text stood in it to be read. */
async function look(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page
    .locator('main, .tile, form')
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => {})
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {})
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true
  })
  for (const chart of (await page.locator('canvas, svg.chart, .chart').all()).slice(0, 6)) {
    const box = await chart.boundingBox({ timeout: 1_000 }).catch(() => null)
    if (!box || box.y > 900) continue
    for (const share of [0.3, 0.6]) await page.mouse.move(box.x + box.width * share, box.y + box.height * share)
  }
  return (await page.getByText('onerror=').count()) > 0 ? 1 : 0
}

/** Every page of ours that a page leads to. */
async function linksOf(page: Page): Promise<string[]> {
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((each) => new URL(each.getAttribute('href') ?? '', location.href).href))
  const { origin } = new URL(page.url())
  return links
    .map((href) => new URL(href))
    .filter((link) => link.origin === origin && !link.pathname.startsWith('/api/'))
    .map(({ pathname, search }) => pathname + search)
}
