import {
  type Alarms,
  type FoundScreen,
  greetScreen,
  Invalid,
  listPlaylists,
  openAlarms,
  screensById,
  Unavailable,
} from '@ioc/sql'
import type { Server, Socket } from 'socket.io'
import {
  type Alarm,
  type Greeted,
  Greeting,
  type ScreenDownEvents,
  type ScreenUpEvents,
  type Standing,
} from '../../contract/index.ts'
import { assertText } from '../plugins/text.ts'
import { servedPage } from '../plugins/web.ts'
import type { TileContext } from '../tiles/context.ts'
import { Allowance } from './allowance.ts'

const LOOK_EVERY_MS = 1_000
const NO_ALARM: Alarm = { open: [], criticalSince: null }
/** A display speaks every few seconds, and at once when it shows another scene. */
const BURST = 20
const PER_SECOND = 1

interface Known {
  id: number
  greeting: Greeting
  /** What it goes by, as it was told. */
  said: string
  /** Whether visitors stand before it, or anybody as long as it has no name, and which alarm it was told of. */
  visited: boolean
  alarm: string
}
type Display = Socket<ScreenUpEvents, ScreenDownEvents, Record<string, never>, Partial<Known>>

/**
 * Tells every display what it is to show as soon as that changes, and of alarms. Both stand in the database, which any server looks at
 * every second: whoever ordered it, and by whichever server, a display hears of it. `onAlarm`: there is news of alerts.
 */
export function openScreens(
  io: Server,
  { database: { db }, province }: Pick<TileContext, 'database' | 'province'>,
  { onAlarm, onError }: { onAlarm(): void; onError(error: unknown): void },
): { close(): Promise<void> } {
  const displays = io.of('/screen') as unknown as {
    sockets: Map<string, Display>
    on(event: 'connection', listener: (display: Display) => void): void
  }
  let alarm: Alarm | undefined
  let looking = Promise.resolve()

  displays.on('connection', (display) => {
    const allowance = new Allowance(BURST, PER_SECOND, performance.now())
    display.use((_event, next) => (allowance.take(performance.now()) ? next() : display.conn.close(true)))
    display.on('greet', async (message, acknowledge) => {
      const answer = await greet(display, message).catch((error: unknown): Greeted => {
        // What we refuse by ourselves is no trouble of ours.
        if (!(error instanceof Unavailable || error instanceof Invalid)) onError(error)
        return { ok: false }
      })
      if (typeof acknowledge === 'function') acknowledge(answer)
    })
  })

  async function greet(display: Display, message: unknown): Promise<Greeted> {
    const { success, data } = Greeting.safeParse(message)
    if (!success) return { ok: false }
    assertText(data)
    // One that begins anew on a line it holds already is the same display still.
    const { token, screen } = await greetScreen(db, { ...data, token: data.token ?? display.data.greeting?.token ?? null })
    const standing = await standingOf(token, screen)
    Object.assign(display.data, {
      id: screen.id,
      greeting: { ...data, token },
      said: JSON.stringify(standing),
      visited: isVisited(standing),
    })
    tellAlarm(display)
    return { ok: true, standing }
  }

  async function standingOf(token: string, { name, code, orders }: FoundScreen): Promise<Standing> {
    const playlist = (await listPlaylists(db)).find(({ id }) => id === orders.playlist) ?? null
    return { token, name, code, build: servedPage(), timeZone: province.timeZone, orders, playlist }
  }

  /** One before visitors is told of none. */
  function tellAlarm(display: Display): void {
    const its = display.data.visited ? NO_ALARM : alarm
    if (!its || JSON.stringify(its) === display.data.alarm) return
    display.data.alarm = JSON.stringify(its)
    display.emit('alarm', its)
  }

  async function look(): Promise<void> {
    if (io.engine.clientsCount === 0) return
    const now = said(await openAlarms(db))
    if (JSON.stringify(now) !== JSON.stringify(alarm)) {
      alarm = now
      for (const display of displays.sockets.values()) tellAlarm(display)
      onAlarm()
    }
    const known = [...displays.sockets.values()].filter(
      (display): display is Display & { data: Known } => display.data.id !== undefined,
    )
    if (known.length === 0) return
    const screens = new Map(
      (
        await screensById(
          db,
          known.map(({ data }) => data.id),
        )
      ).map((screen) => [screen.id, screen]),
    )
    for (const display of known) {
      const { id, greeting, said } = display.data
      const screen = screens.get(id)
      // One that was removed begins anew.
      const standing = screen ? await standingOf(greeting.token as string, screen) : await anew(display)
      if (!standing || JSON.stringify(standing) === said) continue
      Object.assign(display.data, { said: JSON.stringify(standing), visited: isVisited(standing) })
      display.emit('standing', standing)
      tellAlarm(display)
    }
  }

  async function anew(display: Display & { data: Known }): Promise<Standing | null> {
    const answer = await greet(display, display.data.greeting)
    display.data.said = ''
    return answer.ok ? answer.standing : null
  }

  const timer = setInterval(() => {
    looking = looking.then(look).catch(onError)
  }, LOOK_EVERY_MS)

  return {
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}

const isVisited = ({ orders, name }: Standing) => orders.visitors || name === null

const said = ({ open, criticalSince }: Alarms): Alarm => ({ open, criticalSince: criticalSince?.toISOString() ?? null })
