import type { TileState } from '@ioc/server/contract'
import type { Page } from 'playwright-core'

// A wall in a bad case: what comes over its line is said otherwise on the way, so that nothing of the house need be.

export type Disguise = 'longest' | 'stale'

/** As long as units of Vietnam are called, and indicators nowhere are. */
const LONGEST_NAME = 'Thị trấn Nông trường Việt Trung'
const DAYS_3_S = 3 * 86_400

export async function disguise(page: Page, as: Disguise): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (typeof message !== 'string' || !message.startsWith('42["tile",')) return socket.send(message)
      const [, state] = JSON.parse(message.slice(2)) as [string, TileState]
      socket.send(`42${JSON.stringify(['tile', { ...state, data: as === 'stale' ? stale(state.data) : longest(state.data) }])}`)
    })
  })
}

/** Every number as old as three days make it; what a feed is in is a state of another kind. */
function stale(data: TileState['data']): TileState['data'] {
  if (data.kind === 'feeds') return data
  return JSON.parse(
    JSON.stringify(data, (key, value) => {
      if (key === 'state' && value !== 'missing' && typeof value === 'string') return 'stale'
      return key === 'lateBy' ? DAYS_3_S : value
    }),
  )
}

/** Every unit with the longest name, and every title half as long again. */
function longest<T>(data: T): T {
  return JSON.parse(
    JSON.stringify(data, (key, value) => {
      if (typeof value !== 'string') return value
      if (key === 'name' || key === 'owner') return LONGEST_NAME
      return key === 'vi' && value.length > 12 ? `${value} ${value.slice(0, value.length / 2)}` : value
    }),
  )
}
