import type { TileState } from '@ioc/server/contract'
import type { Page } from 'playwright-core'

/** Between page and server: every tile that comes is said again with other numbers, every so many milliseconds each. */
export async function withNews(page: Page, everyMs: number): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (page) => {
    const server = page.connectToServer()
    const held = new Map<string, TileState>()
    let turn = 0
    server.onMessage((message) => {
      if (typeof message === 'string' && message.startsWith('42["tile",')) {
        const [, state] = JSON.parse(message.slice(2)) as [string, TileState]
        held.set(state.tile, state)
      }
      page.send(message)
    })
    const timer = setInterval(() => {
      turn++
      for (const state of held.values())
        page.send(`42${JSON.stringify(['tile', { ...state, version: state.version + turn, data: moved(state.data, turn) }])}`)
    }, everyMs)
    timer.unref()
    page.onClose(() => clearInterval(timer))
  })
}

/** The same with every measured value a little other. */
function moved<T>(data: T, turn: number): T {
  const shaken = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? value * (1 + 0.02 * Math.sin(turn)) : value
  return JSON.parse(
    JSON.stringify(data, (key, value) =>
      key === 'value' && Number.isInteger(value) && value > 20 ? value + (turn % 7) : shaken(key, value),
    ),
  )
}
