import { z } from 'zod'
import type { Connector } from '../connectors/connector.ts'
import { connectorForms } from '../connectors/forms.ts'
import { loadConnector } from '../connectors/load.ts'
import { formatSettings as formatForms } from '../formats/forms.ts'
import { type Format, loadFormat } from '../formats/load.ts'
import { describeIssue, FeedFault, FeedFile } from './feed-file.ts'
import { FeedSpec } from './feed-spec.ts'

/** A feed whose every section has been read by the part it belongs to, with the readers it names. */
export interface PreparedFeed {
  spec: FeedSpec
  connector: Connector
  settings: unknown
  format: Format
  formatSettings: unknown
}

/** Checks a feed section by section: throws FeedFault with every fault at once, by line when given the file it came from. */
export async function prepareFeed(source: FeedFile | FeedSpec): Promise<PreparedFeed> {
  const faults: string[] = []
  const report = (issue: z.core.$ZodIssue, within: string[]) => {
    if (source instanceof FeedFile) return void faults.push(...source.describe(issue, within))
    faults.push(...describeIssue(issue, within).map(({ path, message }) => `${source.id} ${path.join('.')}: ${message}`))
  }
  const parse = <T>(schema: z.ZodType<T>, value: unknown, within: string[]): T | undefined => {
    const parsed = schema.safeParse(value, { error: z.locales.vi().localeError })
    for (const issue of parsed.error?.issues ?? []) report(issue, within)
    return parsed.data
  }
  const find = (forms: ReadonlyMap<string, z.ZodType>, kind: string, within: string[], what: string) => {
    if (forms.has(kind)) return forms.get(kind) as z.ZodType
    const message = `không có ${what} «${kind}»; có: ${[...forms.keys()].join(', ')}`
    report({ code: 'custom', path: [], message, input: kind }, within)
    return z.unknown()
  }

  const spec = source instanceof FeedFile ? source.spec : parse(FeedSpec, source, [])
  if (!spec) throw new FeedFault(faults)
  const { kind, ...rest } = spec.format
  const configs = new Map([...connectorForms].map(([name, form]) => [name, form.config]))
  const settings = parse(find(configs, spec.connector, ['connector'], 'kiểu kết nối'), spec.settings, ['settings'])
  const formatSettings = parse(find(formatForms, kind, ['format', 'kind'], 'định dạng'), rest, ['format'])
  if (faults.length > 0) throw new FeedFault(faults)
  return { spec, connector: await loadConnector(spec.connector), settings, format: await loadFormat(kind), formatSettings }
}
