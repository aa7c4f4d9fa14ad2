import { z } from 'zod'
import type { Connector } from '../connectors/connector.ts'
import { connectorForms } from '../connectors/forms.ts'
import { loadConnector } from '../connectors/load.ts'
import type { Receiver } from '../connectors/receiver.ts'
import { literalSecrets } from '../connectors/secrets.ts'
import { formatSettings as formatForms } from '../formats/forms.ts'
import { type Format, loadFormat } from '../formats/load.ts'
import { pathsRead } from '../mapping/mapping.ts'
import { isSealed, sealedBy } from '../redaction/redaction.ts'
import { foldName } from '../values/text.ts'
import { describeIssue, FeedFault, FeedFile, type Place } from './feed-file.ts'
import { FeedSpec } from './feed-spec.ts'

/** A feed whose every section has been read by the part it belongs to, with the readers it names. */
export interface PreparedFeed {
  spec: FeedSpec
  /** How it is fetched; absent where it only comes by itself. */
  fetched?: { connector: Connector; settings: unknown }
  /** How it comes by itself, where it may. */
  brought?: { receiver: Receiver; settings: unknown }
  format: Format
  formatSettings: unknown
}

/** Checks a feed section by section: throws FeedFault with every fault at once, by line when given the file it came from. */
export async function prepareFeed(source: FeedFile | FeedSpec): Promise<PreparedFeed> {
  const faults: string[] = []
  const places: Place[] = []
  const report = (issue: z.core.$ZodIssue, within: string[], english: z.core.$ZodIssue = issue) => {
    places.push(...describeIssue(issue, within, english))
    if (source instanceof FeedFile) return void faults.push(...source.describe(issue, within))
    faults.push(...describeIssue(issue, within).map(({ path, message }) => `${source.id} ${path.join('.')}: ${message}`))
  }
  const custom = (message: string, en: string, at: string[]) => {
    const issue = (said: string): z.core.$ZodIssue => ({ code: 'custom', path: [], input: '', message: said })
    report(issue(message), at, issue(en))
  }
  const parse = <T>(schema: z.ZodType<T>, value: unknown, within: string[]): T | undefined => {
    const parsed = schema.safeParse(value, { error: z.locales.vi().localeError, reportInput: true })
    const inEnglish = parsed.success
      ? []
      : (schema.safeParse(value, { error: z.locales.en().localeError, reportInput: true }).error?.issues ?? [])
    for (const [index, issue] of (parsed.error?.issues ?? []).entries()) report(issue, within, inEnglish[index])
    return parsed.data
  }
  const find = (forms: ReadonlyMap<string, z.ZodType>, kind: string, within: string[], what: string) => {
    if (forms.has(kind)) return forms.get(kind) as z.ZodType
    const message = `không có ${what} «${kind}»; có: ${[...forms.keys()].join(', ')}`
    custom(message, `there is no «${kind}»; there are: ${[...forms.keys()].join(', ')}`, within)
    return z.unknown()
  }

  const spec = source instanceof FeedFile ? source.spec : parse(FeedSpec, source, [])
  if (!spec) throw new FeedFault(faults, places)
  const { kind, ...rest } = spec.format
  const configs = new Map([...connectorForms].map(([name, form]) => [name, form.config]))
  const sections = [
    { kind: spec.connector, within: ['settings'], given: spec.settings },
    ...(spec.push ? [{ kind: 'webhook', within: ['push'], given: spec.push }] : []),
  ].map(({ kind, within, given }) => {
    const form = find(configs, kind, ['connector'], 'kiểu kết nối')
    const settings = parse(form, given, within)
    // A feed's settings stand in the database and in every version of it, for all who may look. What is made up needs no secret.
    for (const path of settings !== undefined && configs.has(kind) && !spec.simulated ? literalSecrets(form, settings) : []) {
      const message = `mã bí mật không ghi thẳng ở đây. Ghi «secret:tên», rồi đặt bằng: npm run ioc -- secrets set ${spec.id} tên`
      custom(
        message,
        `no secret is written here. Write «secret:name», then set it with: npm run ioc -- secrets set ${spec.id} name`,
        [...within, ...path],
      )
    }
    return { kind, settings }
  })
  const formatSettings = parse(find(formatForms, kind, ['format', 'kind'], 'định dạng'), rest, ['format'])
  const format = formatForms.has(kind) ? await loadFormat(kind) : undefined
  if (spec.redact.length > 0 && format && !format.redact) {
    const message = `định dạng «${kind}» chưa lược bỏ được dữ liệu cá nhân trước khi lưu; dùng «json», «xml», «csv», «workbook» hoặc «rss»`
    custom(
      message,
      `«${kind}» can’t take personal data out before it is stored yet; use «json», «xml», «csv», «workbook» or «rss»`,
      ['redact'],
    )
  }
  if (sealedBy(spec.redact).length > 0 && format?.redact && !format.seals) {
    const message = `định dạng «${kind}» chưa niêm phong được; dùng «json», «xml», «edxml» hoặc «csv», hoặc lược bỏ trường ấy`
    custom(message, `«${kind}» can’t seal yet; use «json», «xml», «edxml» or «csv», or leave the field out`, ['redact'])
  }
  for (const path of pathsRead(spec.map).filter((each) => isSealed(spec.redact, each, foldName))) {
    const message = `«${path}» được niêm phong nên không ghép vào trường nào được. Bỏ khỏi «map», hoặc bỏ khỏi «redact»`
    custom(message, `«${path}» is sealed, so no field can be read from it. Leave it out of «map» or of «redact»`, ['redact'])
  }
  const connectors = await Promise.all(
    sections
      .filter(({ kind }) => configs.has(kind))
      .map(async ({ kind, settings }) => ({ connector: await loadConnector(kind), settings })),
  )
  const fetched = connectors.flatMap(({ connector, settings }) => ('read' in connector ? [{ connector, settings }] : []))[0]
  const brought = connectors.flatMap(({ connector, settings }) =>
    'accept' in connector ? [{ receiver: connector, settings }] : [],
  )[0]
  if (spec.every !== undefined && !fetched && configs.has(spec.connector)) {
    const message = `nguồn kiểu «${spec.connector}» tự gửi đến, không được lấy định kỳ. Bỏ dòng này`
    custom(message, `a feed of kind «${spec.connector}» sends by itself and is not asked. Leave this out`, ['every'])
  }
  if (faults.length > 0 || !format) throw new FeedFault(faults, places)
  return { spec, ...(fetched && { fetched }), ...(brought && { brought }), format, formatSettings }
}

/** How a feed's pages are read, whatever they are fetched by: an old page outlives the form its connector had then. */
export async function prepareFormat(spec: FeedSpec): Promise<Pick<PreparedFeed, 'format' | 'formatSettings'>> {
  const { kind, ...rest } = spec.format
  const format = await loadFormat(kind)
  return { format, formatSettings: format.settings.parse(rest) }
}
