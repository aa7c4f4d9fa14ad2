import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import type { House } from '../support/house.ts'
import type { Display } from './display.ts'

const DIST = join(import.meta.dirname, '../../web/dist')
const LOOK_EVERY_MS = 500
/** The source of the dossiers promises to be heard every 15 minutes: past that its numbers are stale. */
const DEAD_FOR_S = 1_200

/** A wall is left running through all that may happen around it; prints what it showed, each time that changed. */
export async function liveThrough(house: House, { page, order }: Display): Promise<void> {
  const diary = keepDiary(page)
  await order({ pinned: 'overview' })
  await page.waitForTimeout(5_000)

  diary.say('the server is stopped and started again')
  await house.restart()
  await shows(page, 'live', 180_000)

  diary.say('the network is cut')
  await page.context().setOffline(true)
  await page.waitForTimeout(40_000)
  diary.say('the network is back')
  await page.context().setOffline(false)
  await shows(page, 'live', 60_000)

  diary.say('a new build is served')
  const old = newBuild()
  await page.waitForEvent('load', { timeout: 60_000 })
  await shows(page, 'live', 60_000)
  old.restore()
  await page.waitForEvent('load', { timeout: 60_000 }).catch(() => {})

  diary.say('the source of the dossiers is dead')
  await house.control({ down: { lgsp: DEAD_FOR_S } })
  await page
    .locator('.tile[data-tile="dossiers.overdue"][data-state="stale"]')
    .waitFor({ timeout: 1_000 * DEAD_FOR_S })
    .catch(() => diary.say('its numbers did not turn stale'))
  diary.say('the source answers again')
  await house.control({ down: { lgsp: 0 } })
  // By itself it is asked again within a quarter of an hour; a steward at the desk need not wait.
  diary.say('a steward has it asked now')
  await pullNow(house.url, 'dossiers-sim')
  await page.locator('.tile[data-tile="dossiers.overdue"]:not([data-state="stale"])').waitFor({ timeout: 180_000 })
  await page.waitForTimeout(5_000)
  diary.close()
}

async function pullNow(url: string, feed: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/feeds/${feed}/pull`, { method: 'POST', headers, body: JSON.stringify({ by: 'soak' }) })
  if (!answer.ok) throw new Error(`${feed} was not asked: ${await answer.text()}`)
}

const shows = (page: Page, connection: string, timeout: number) =>
  page.locator(`.wall[data-connection="${connection}"]`).waitFor({ timeout })

function keepDiary(page: Page) {
  const began = Date.now()
  let last = ''
  const print = (line: string) => {
    const seconds = ((Date.now() - began) / 1_000).toFixed(0).padStart(4)
    process.stdout.write(`${seconds} s  ${line}\n`)
  }
  const timer = setInterval(async () => {
    const shown = await page.evaluate<string>(LOOK).catch(() => 'the page loads')
    if (shown === last) return
    last = shown
    print(`  it shows: ${shown}`)
  }, LOOK_EVERY_MS)
  return { say: print, close: () => clearInterval(timer) }
}

/** What a leader reads off it: the line, any band across the wall, and how many tiles are in which state. Ages are left out: they move. */
const LOOK = `(() => {
  const text = (query) => document.querySelector(query)?.textContent?.trim() ?? ''
  const line = document.querySelector('.wall')?.dataset.connection ?? 'no wall'
  const states = {}
  for (const { dataset } of document.querySelectorAll('.tile')) states[dataset.state] = (states[dataset.state] ?? 0) + 1
  const overdue = document.querySelector('.tile[data-tile="dossiers.overdue"]')
  const bands = text('.banner')
  return [line, bands && '«' + bands + '»', Object.entries(states).map(([state, count]) => count + ' ' + state).join(', '), overdue && 'overdue dossiers: ' + overdue.dataset.state].filter(Boolean).join(' · ')
})()`

/** The same page under another name of its script, as the next version has. */
function newBuild(): { restore(): void } {
  const page = join(DIST, 'index.html')
  const html = readFileSync(page, 'utf8')
  const script = /<script[^>]* src="([^"]+)"/.exec(html)?.[1] ?? ''
  const next = script.replace(/\.js$/, '-next.js')
  copyFileSync(join(DIST, script), join(DIST, next))
  writeFileSync(page, html.replace(script, next))
  return {
    restore() {
      writeFileSync(page, html)
      rmSync(join(DIST, 'assets', basename(next)))
    },
  }
}
