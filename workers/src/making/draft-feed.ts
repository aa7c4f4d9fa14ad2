import type { DraftSpec } from '@ioc/sql'
import { FeedFault, type Place } from '../feeds/feed-file.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { type PreparedFeed, prepareFeed } from '../feeds/prepare.ts'

/** What stands in a draft where its steward has not come to yet. It is never published. */
const STAND_IN = {
  title: { vi: 'Bản nháp', en: 'Draft' },
  domain: '-',
  kind: '-',
  format: { kind: 'json' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: '-',
  map: {},
}

/** A draft made ready as far as it goes; throws FeedFault for what is there and wrong. */
export function prepareDraft(spec: DraftSpec, key: string): Promise<PreparedFeed> {
  // What it is called, who answers and how often it is asked are half typed for long, and no trial needs them.
  const given = Object.fromEntries(
    Object.entries(spec).filter(
      ([name, value]) => value !== undefined && value !== null && !['title', 'owner', 'promise', 'every'].includes(name),
    ),
  )
  return prepareFeed({ ...STAND_IN, ...given, id: key } as FeedSpec)
}

/** What keeps a draft from being published, by field; none where it may be. */
export async function faultsOf(spec: DraftSpec, key: string): Promise<Place[]> {
  const { title, map } = spec as { title?: unknown; map?: object }
  const whole = { ...spec, id: key, title: titleOf(title), zone: spec.zone ?? STAND_IN.zone }
  const places = await prepareFeed(whole as unknown as FeedSpec).then(
    (): Place[] => [],
    (error: unknown) => {
      if (error instanceof FeedFault) return error.places
      throw error
    },
  )
  // The English name follows the Vietnamese one: what it lacks is said once.
  const once = places.filter(({ path }) => path.join('.') !== 'title.en')
  if (map && Object.keys(map).length === 0)
    once.push({ path: ['map'], message: 'chưa ghép cột nào', en: 'no column is mapped yet' })
  return once
}

/** The feed a draft says, as its files would say it. */
export function feedOf(spec: DraftSpec, key: string): FeedSpec {
  return FeedSpec.parse({ ...spec, id: key, title: titleOf(spec.title), zone: spec.zone ?? STAND_IN.zone })
}

/** A configuration with everything said that it leaves to be understood, so that two may be compared; as it is where it no longer holds. */
export function spelledOut(spec: DraftSpec): DraftSpec {
  const parsed = FeedSpec.safeParse(spec)
  return parsed.success ? (JSON.parse(JSON.stringify(parsed.data)) as DraftSpec) : spec
}

/** Named once is named in both languages. */
function titleOf(title: unknown) {
  const { vi, en } = Object(title) as Record<string, unknown>
  const first = worded(vi)
  return { vi: first, en: worded(en) || first }
}

function worded(text: unknown): string {
  return typeof text === 'string' ? text.trim() : ''
}
