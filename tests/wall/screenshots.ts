import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ScreensAnswer } from '@ioc/server/contract'
import type { Browser, Cookie } from 'playwright-core'
import { openHouse } from '../support/house.ts'
import { launchSignedIn } from '../support/signed-in-browser.ts'
import { disguise } from './disguise.ts'

// Every scene as it looks on every wall there is, and in its bad cases, to be looked at by somebody.
//
//   npm run screenshots -- [--out DIR] [--url URL] [--only overview,budget] [--in plain,longest,stale,grey]
//
// Of a house of its own, or of the one at URL; into DIR, «screenshots» where left out.

const SIZES = [
  { width: 3_840, height: 2_160 },
  { width: 7_680, height: 2_160 },
  { width: 1_920, height: 1_080 },
]
const LOOKS = ['plain', 'longest', 'stale', 'grey'] as const
type Look = (typeof LOOKS)[number]
/** Charts are drawn one a frame, and 4K without a GPU takes its time. */
const DRAWN_AFTER_MS = 3_000

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'screenshots' },
    url: { type: 'string' },
    only: { type: 'string' },
    in: { type: 'string', default: LOOKS.join() },
  },
})
const looks = values.in.split(',').map((look) => {
  const known = LOOKS.find((each) => each === look)
  if (!known) throw new Error(`--in knows ${LOOKS.join(', ')}, not «${look}».`)
  return known
})

const own = values.url === undefined ? await openHouse() : null
const url = own?.url ?? values.url ?? ''
const home = own?.home ?? mkdtempSync(join(tmpdir(), 'ioc-screenshots-'))
const browser = await launchSignedIn(home, own ? null : await signedInAt(url))
try {
  const visit = await browser.newContext()
  const { scenes } = (await (await visit.request.get(`${url}/api/screens`)).json()) as ScreensAnswer
  const wanted = values.only?.split(',') ?? scenes.map(({ id }) => id)
  for (const look of looks) for (const size of SIZES) for (const scene of wanted) await take(browser, scene, size, look)
} finally {
  await browser.close()
  if (own) await own.close()
  else rmSync(home, { recursive: true, force: true })
}

/** At somebody’s own house: signed in with IOC_LOGIN and IOC_PASSWORD. */
async function signedInAt(url: string): Promise<Cookie> {
  const { IOC_LOGIN: login, IOC_PASSWORD: password } = process.env
  if (!login || !password) throw new Error('Say with IOC_LOGIN and IOC_PASSWORD who looks at it.')
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (name === undefined || value === undefined) throw new Error(`Not signed in: ${await answer.text()}`)
  const { hostname, protocol } = new URL(url)
  return {
    name,
    value,
    domain: hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: protocol === 'https:',
    sameSite: 'Strict',
  }
}

async function take(browser: Browser, scene: string, viewport: (typeof SIZES)[number], look: Look): Promise<void> {
  const folder = resolve(values.out, `${viewport.width}x${viewport.height}`, look)
  mkdirSync(folder, { recursive: true })
  const page = await browser.newPage({ viewport })
  try {
    if (look === 'longest' || look === 'stale') await disguise(page, look)
    await page.goto(`${url}/wall/${scene}`)
    await page.locator('.wall[data-connection="live"]').waitFor()
    await page.locator('.tile[data-state="waiting"]').first().waitFor({ state: 'detached' })
    if (look === 'grey') await page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    await page.waitForTimeout(DRAWN_AFTER_MS)
    await page.screenshot({ path: join(folder, `${scene}.png`) })
    process.stdout.write(`${join(folder, `${scene}.png`)}\n`)
  } finally {
    await page.close()
  }
}
