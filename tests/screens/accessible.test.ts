import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// What a machine can find that keeps somebody from reading or working a page (WCAG 2.2 A and AA, by axe-core).

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

interface Violation {
  id: string
  nodes: { html: string; failureSummary: string }[]
}

/** What keeps somebody out, of each rule the first few places. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
}

const WALLS = ['/wall', '/wall/alerts', '/wall/budget', '/wall/plans', '/wall/press', '/screen']
const DESKS = [
  '/console',
  '/console/new',
  '/console/alerts',
  '/console/alerts/rules',
  '/console/alerts/new',
  '/console/alerts/recipients',
  '/console/alerts/messages',
  '/console/alerts/channels',
  '/console/directives',
  '/console/directives/new',
  '/console/checklists',
  '/console/exercises',
  '/console/screens',
  '/console/layouts',
  '/console/layouts/playlists/day',
  '/console/boundaries',
  '/console/briefings',
  '/console/embargoes',
  '/console/events',
  '/console/reports',
  '/console/quality',
  '/console/rules',
  '/console/proposals',
]

test('nothing that a machine can find keeps anybody from reading a wall or working at the desk', async () => {
  const { url } = await serve(await hungYen())
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const page = await context.newPage()
  const faults: Record<string, string[]> = {}
  for (const path of [...WALLS, ...DESKS]) {
    await page.goto(`${url}${path}`)
    await page.locator('main').first().waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    const found = await faultsOf(page)
    if (found.length > 0) faults[path] = found
  }
  await context.close()
  expect(faults).toEqual({})
})

test('every page of the desk fits a phone: none is wider than it, and its menu is folded away until it is asked for', async () => {
  const { url } = await serve(await hungYen())
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const wider: Record<string, number> = {}
  for (const path of [
    ...DESKS,
    '/console/layouts/scenes/overview',
    '/console/feeds/dossiers-sim',
    '/console/feeds/dossiers-sim/held',
  ]) {
    await page.goto(`${url}${path}`)
    await page.locator('main > *').first().waitFor()
    await expect.poll(() => page.getByText('Đang tải…').count(), { message: path, timeout: 20_000 }).toBe(0)
    await page.waitForLoadState('networkidle').catch(() => {})
    const over = await page.evaluate(() => {
      const overOf = (element: Element) => element.scrollWidth - element.clientWidth
      const main = document.querySelector('main')
      return Math.max(overOf(document.documentElement), main ? overOf(main) : 0)
    })
    if (over > 0) wider[path] = over
  }
  expect(wider).toEqual({})
  const links = page.getByRole('navigation')
  expect(await links.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Danh mục' }).click()
  await links.getByRole('link', { name: 'Màn hình', exact: true }).click()
  await page.getByRole('heading', { name: 'Màn hình' }).waitFor()
  expect(await links.isVisible()).toBe(false)
  await context.close()
})
