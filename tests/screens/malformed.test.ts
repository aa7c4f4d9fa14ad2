import { buildWeb } from '@ioc/workers/testing'
import type { Browser, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { figure, heard } from '../support/sources.ts'

// A tile whose answer is not what was agreed, as a server of another build may send it, and its neighbours.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

interface Told {
  tile: string
  version: number
  data: { id: string; kind: string; title: object }
}

test('says so in its own place, the other tiles go on, and it comes back with the next good answer', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-11-18', amount: 5e12 })
  await heard(database, new Date())
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  const told = new Map<string, Told>()
  let wall: WebSocketRoute | undefined
  await page.routeWebSocket(/socket\.io/, (socket) => {
    wall = socket
    socket.connectToServer().onMessage((message) => {
      if (typeof message === 'string' && message.startsWith('42["tile"')) {
        const state = JSON.parse(message.slice(2))[1] as Told
        told.set(state.tile, state)
      }
      socket.send(message)
    })
  })
  await page.goto(`${url}/wall/budget`)
  await page.locator('.tile').first().waitFor()
  const tiles = await page.locator('.tile').count()
  expect(tiles).toBeGreaterThan(5)
  await until('every tile', () => told.size >= tiles)
  const broken = page.locator('.tile[data-state="broken"]')
  const good = [...new Map([...told.values()].map((state) => [state.data.kind, state])).values()]
  expect(good.length).toBeGreaterThan(1)
  let version = Math.max(...good.map((state) => state.version)) + 1
  const send = (state: Told, data: unknown) => {
    version += 1
    wall?.send(`42${JSON.stringify(['tile', { ...state, version, data }])}`)
  }
  for (const state of good) {
    const { id, kind, title } = state.data
    for (const data of [null, {}, { id, kind, title }, { id, kind: 'nope', title }, { id, kind, title: null }]) {
      send(state, data)
      await broken.waitFor()
      expect(await page.locator('.tile').count()).toBe(tiles)
      expect(await broken.count()).toBe(1)
      send(state, state.data)
      await broken.waitFor({ state: 'detached' })
    }
  }
  await page.close()
})
