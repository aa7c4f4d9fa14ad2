import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { seatPeopleIn } from '../support/house.ts'
import { folderForDatabases } from '../support/in-memory.ts'
import { startProcess } from '../support/processes.ts'
import { signInAt } from '../support/signed-in.ts'

// `npm run cluster`, small, and a real browser in front of its wall while everything is restarted one by one.

/** Processes of one parent whose command line holds a text. */
function childrenOf(parent: number, text: string): number[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const found = lines.map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line))
  return found.filter((line) => Number(line?.[2]) === parent && line?.[3]?.includes(text)).map((line) => Number(line?.[1]))
}

test('two servers and three workers are restarted one by one, and the wall in a browser shows no gap', async () => {
  const home = folderForDatabases()
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const cluster = startProcess(['cluster', '--servers', '2', '--workers', '3'], {
    ...{ IOC_DATA_DIR: home, PORT: String(port), IOC_SCALE: '0.01', IOC_HISTORY_MONTHS: '1', NODE_ENV: 'production' },
  })
  onTestFinished(async () => {
    cluster.kill('SIGINT')
    await cluster.ended
    rmSync(home, { recursive: true, force: true })
  })
  const isReady = async () => (await fetch(`${base}/readyz`).catch(() => null))?.ok
  await Promise.race([
    until('a ready cluster', isReady, 240),
    cluster.ended.then((how) => Promise.reject(new Error(`ended (${how}): ${cluster.said()}`))),
  ])
  await seatPeopleIn(home, base)
  signInAt(base)
  const servers = childrenOf(cluster.pid, 'server/src/main.ts')
  const workers = childrenOf(cluster.pid, 'workers/src/main.ts')
  expect([servers.length, workers.length]).toEqual([2, 3])

  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${base}/wall`)
  const line = page.locator('.header-line[data-kind="live"]')
  await line.waitFor({ timeout: 120_000 })
  // Everything the line says of itself from now on, and whether the figures were ever declared frozen.
  await page.evaluate(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    const look = () => seen.add(document.querySelector<HTMLElement>('.header-line')?.dataset.kind ?? 'none')
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
    look()
  })
  const tileCount = () => page.locator('[data-tile]').count()
  const tiles = await tileCount()
  const failed: string[] = []
  let asking = true
  const asked = (async () => {
    while (asking) {
      const answer = await fetch(`${base}/api/indicators`).catch(
        (error: Error) => new Response(String(error.cause), { status: 599 }),
      )
      if (!answer.ok) failed.push(`${answer.status} ${await answer.text()}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  })()

  process.kill(cluster.pid, 'SIGUSR2')
  await until('all to be restarted', () => cluster.said().includes('All were restarted.'), 300)
  asking = false
  await asked
  expect(failed).toEqual([])
  const now = [childrenOf(cluster.pid, 'server/src/main.ts'), childrenOf(cluster.pid, 'workers/src/main.ts')]
  expect(now.map(({ length }) => length)).toEqual([2, 3])
  expect(now.flat().filter((pid) => [...servers, ...workers].includes(pid))).toEqual([])

  await line.waitFor()
  expect(await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).toEqual(['live'])
  expect(await tileCount()).toBe(tiles)
  expect(complaints).toEqual([])
  expect(cluster.said()).not.toContain('starting it again')
  expect(cluster.said()).toMatch(/No redis-server is installed|kill -USR2/)
}, 900_000)
