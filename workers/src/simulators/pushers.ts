import { loadProvince } from '@ioc/sql'
import type { RecordSource } from '@ioc/sql/simulate'
import { z } from 'zod'
import { Pusher } from './pusher.ts'

const Pushed = z.looseObject({ push: z.looseObject({ secret: z.string() }), settings: z.looseObject({ url: z.string() }) })

interface Doors {
  province: string
  /** The server that takes deliveries. */
  server: string
  secretOf: (name: string) => string | undefined
  now: () => Date
}

/** The simulated sources that also bring what is new by themselves: those whose feed says `push`. */
export function openPushers(sources: Iterable<RecordSource>, { province, server, secretOf, now }: Doors): Pusher[] {
  const byPath = new Map([...sources].map((source) => [source.path, source]))
  return loadProvince(province).feeds.flatMap((feed) => {
    const pushed = Pushed.safeParse(feed)
    if (!feed.simulated || !pushed.success) return []
    const source = byPath.get(pushed.data.settings.url.split('/').at(-1) ?? '')
    const secret = secretOf(pushed.data.push.secret)
    return source && secret ? [new Pusher(source, { url: `${server}/api/feeds/${feed.id}/deliveries`, secret }, now)] : []
  })
}
