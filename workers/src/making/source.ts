import { type Database, type FeedDraft, findFeed, keyFile, leadElsewhere, openDraftSecret, openSecret } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { CheckStep, RawPage } from '../connectors/connector.ts'
import { connectorForms } from '../connectors/forms.ts'
import {
  maskingFaults,
  maskSecrets,
  openSettings,
  type SecretKeeper,
  shortestSecret,
  shortSecrets,
} from '../connectors/secrets.ts'
import type { Place } from '../feeds/feed-file.ts'
import { prepareDraft } from './draft-feed.ts'

export const DRAFT_KEY = 'ban-nhap'

/** Of a page at most so much is tried; a workbook can't be cut, so larger ones are refused by their format. */
const SAMPLE_BYTES = 20_000_000

/** A draft's secrets: those typed into it, else those of the feed it is a version of, while it leads where that does. */
function keeperOf({ db }: Database, { id, feed, spec }: FeedDraft): SecretKeeper {
  return async (name) => {
    const typed = await openDraftSecret(db, keyFile(), id, name)
    if (typed !== undefined || feed === null) return typed
    const published = await findFeed(db, feed)
    return leadElsewhere(published.spec.settings, spec.settings) ? undefined : openSecret(db, keyFile(), { feed, name })
  }
}

/** Secrets of a draft that its form calls too short. */
export async function shortDraftSecrets(database: Database, draft: FeedDraft): Promise<Place[]> {
  return shortIn(draft.spec, keeperOf(database, draft))
}

/** Secrets that a configuration names and its form calls too short. */
export async function shortIn(
  { connector, settings, push }: { connector?: unknown; settings?: unknown; push?: unknown },
  keeper: SecretKeeper,
): Promise<Place[]> {
  const sections = [
    { within: 'settings', kind: String(connector), given: settings },
    { within: 'push', kind: 'webhook', given: push },
  ]
  const places = sections.map(async ({ within, kind, given }): Promise<Place[]> => {
    const form = connectorForms.get(kind)?.config
    const short = form && given ? await shortSecrets(form, given, keeper) : []
    return short.map(({ path, shortest }) => ({
      path: [within, ...path],
      message: tooShort(shortest).vi,
      en: tooShort(shortest).en,
    }))
  })
  return (await Promise.all(places)).flat()
}

/** Why a secret of a draft's source is not kept; null where it may be. */
export function secretTrouble({ spec }: FeedDraft, name: string, value: string): Localised | null {
  const form = connectorForms.get(String(spec.connector))?.config
  const shortest = form ? shortestSecret(form, name) : 0
  return value.length < shortest ? tooShort(shortest) : null
}

const tooShort = (shortest: number) => ({
  vi: `khóa ngắn hơn ${shortest} ký tự nên có thể bị đoán ra. Đặt khóa dài hơn ở đây và ở bên gửi`,
  en: `a key of fewer than ${shortest} characters can be guessed. Set a longer one here and at the sender`,
})

/** Each step of reaching a draft's source, timed; none for a source that comes to us. */
export async function checkDraft(database: Database, draft: FeedDraft, signal: AbortSignal): Promise<CheckStep[]> {
  const { fetched } = await prepareDraft(draft.spec, draft.feed ?? DRAFT_KEY)
  if (!fetched) return []
  const { connector, settings } = fetched
  const opened = await openSettings(connector.config, settings, keeperOf(database, draft)).catch((error: Error) => error)
  if (opened instanceof Error) return [{ step: 'sign-in', ok: false, ms: 0, message: opened.message }]
  const steps: CheckStep[] = []
  for await (const step of connector.check(opened.settings, { signal })) steps.push(masked(step, opened.secrets))
  return steps
}

function masked({ message, en, fault, ...step }: CheckStep, secrets: string[]): CheckStep {
  const mask = <T>(said: T) => (typeof said === 'string' ? maskSecrets(said, secrets) : said)
  const params = Object.fromEntries(Object.entries(fault?.params ?? {}).map(([name, value]) => [name, mask(value)]))
  return { ...step, message: mask(message), ...(en && { en: mask(en) }), ...(fault && { fault: { code: fault.code, params } }) }
}

export interface SamplePage {
  name: string
  mediaType: string | null
  body: Buffer
  isWhole: boolean
}

/** The first page of a draft's source; null where it has none now, or comes to us by itself. */
export async function fetchSample(database: Database, draft: FeedDraft, signal: AbortSignal): Promise<SamplePage | null> {
  const { fetched } = await prepareDraft(draft.spec, draft.feed ?? DRAFT_KEY)
  if (!fetched) return null
  const { connector, settings } = fetched
  const pages = maskingFaults(connector.config, settings, keeperOf(database, draft), (open) =>
    connector.look ? connector.look(open, { signal }) : connector.read(open, null, { signal }),
  )
  for await (const page of pages) return sampleOf(page)
  return null
}

/** As much of a page as is tried. */
export async function sampleOf({ name, mediaType, body }: Pick<RawPage, 'name' | 'mediaType' | 'body'>): Promise<SamplePage> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > SAMPLE_BYTES) break
  }
  return {
    name,
    mediaType: mediaType ?? null,
    body: Buffer.concat(chunks).subarray(0, SAMPLE_BYTES),
    isWhole: bytes <= SAMPLE_BYTES,
  }
}
