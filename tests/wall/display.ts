import type { ScreensAnswer } from '@ioc/server/contract'
import type { Page } from 'playwright-core'

/** A display that is paired, and what leads it. */
export interface Display {
  page: Page
  /** Changes what it is to show. */
  order(change: object): Promise<void>
}

/** Pairs the display of a page, as somebody at the desk does. */
export async function pair(page: Page, url: string): Promise<Display> {
  await page.goto(`${url}/screen`)
  const code = (await page.locator('[data-code]').textContent()) ?? ''
  const { screen } = (await post(`${url}/api/screens/pair`, { code, name: 'Thử chạy dài', by: 'soak' })) as { screen: number }
  const order = async (change: object) => {
    const { screens } = (await (await fetch(`${url}/api/screens`)).json()) as ScreensAnswer
    const seen = screens.find(({ id }) => id === screen)?.orderedAt ?? null
    await post(`${url}/api/screens/${screen}/orders`, { change, seen, by: 'soak' })
  }
  await page.locator('.wall').waitFor()
  return { page, order }
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`)
  return response.json()
}
