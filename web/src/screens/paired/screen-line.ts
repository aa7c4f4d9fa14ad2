import type { Alarm, ScreenDownEvents, ScreenReport, ScreenUpEvents, Standing } from '@ioc/server/contract'
import { useSyncExternalStore } from 'react'
import type { Socket } from 'socket.io-client'
import { displayToken, keepDisplayToken } from '../../api/display.ts'
import { manager } from '../../realtime/manager.ts'

const GREET_EVERY_MS = 5_000
const ANSWER_WITHIN_MS = 10_000

interface Told {
  /** What this display goes by; null until a server has said so for the first time. */
  standing: Standing | null
  alarm: Alarm
}

let told: Told = { standing: null, alarm: { open: [], criticalSince: null } }
const listeners = new Set<() => void>()

/** What this display was told last; it goes on by that while no server can be reached. */
export const useTold = (): Told => useSyncExternalStore(subscribe, () => told)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function change(now: Partial<Told>) {
  told = { ...told, ...now }
  for (const listener of listeners) listener()
}

/** Says every few seconds that this display is there and how it does, and hears what it is to show. Returns how to stop, and how to say it at once. */
export function openScreenLine(report: () => ScreenReport): { close(): void; greet(): void } {
  const socket: Socket<ScreenDownEvents, ScreenUpEvents> = manager.socket('/screen')

  const hear = (standing: Standing) => {
    keepDisplayToken(standing.token)
    change({ standing })
  }
  const greet = () => {
    if (!socket.connected) return
    socket.timeout(ANSWER_WITHIN_MS).emit('greet', { token: displayToken(), report: report() }, (failed, answer) => {
      if (!failed && answer.ok) hear(answer.standing)
    })
  }

  socket.on('connect', greet)
  socket.on('standing', hear)
  socket.on('alarm', (alarm) => change({ alarm }))
  const timer = setInterval(() => {
    // Socket.IO does not call back by itself where the server cut the line on purpose: this display was removed, say.
    if (socket.active) greet()
    else socket.connect()
  }, GREET_EVERY_MS)
  socket.connect()
  return {
    greet,
    close() {
      clearInterval(timer)
      socket.off()
      socket.disconnect()
    },
  }
}
