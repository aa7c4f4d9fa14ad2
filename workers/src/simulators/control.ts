import type { RecordSource } from '@ioc/sql/simulate'
import { z } from 'zod'
import type { SimulatedHouse } from './house.ts'

const Field = z.union([z.string(), z.null()])

const Publish = z.strictObject({
  outlet: z.string().optional(),
  title: z.string(),
  summary: z.string().optional(),
  url: z.string().optional(),
  publishedAt: z.coerce.date().optional(),
})

/**
 * What a test may do to the world: `{"dossiers": {"submit": {…fields}}}` writes a record to the domain's first source,
 * `{"dvcqg": {"submit": …}}` to the one of that path; `{"press": {"publish": {…}}}` an
 * item, `{"budget": {"revise": {item, amount}}}` an amount in triệu đồng; `{"down": {"lgsp": 30}}` fails a source for as
 * many seconds (0 ends it).
 */
const Command = z.object({ down: z.record(z.string(), z.number().min(0)).optional() }).catchall(
  z.strictObject({
    submit: z.record(z.string(), Field).optional(),
    publish: Publish.optional(),
    revise: z.strictObject({ item: z.string(), amount: z.number() }).optional(),
  }),
)

export async function control(house: SimulatedHouse, command: unknown): Promise<Record<string, unknown>> {
  const { down, ...domains } = Command.parse(command)
  const now = house.now()
  const done: Record<string, unknown> = {}
  for (const [source, seconds] of Object.entries(down ?? {})) {
    house.down.set(source, now.getTime() + seconds * 1_000)
    house.drops.get(source)?.shut(now.getTime() + seconds * 1_000)
    done[source] = { downUntil: new Date(now.getTime() + seconds * 1_000).toISOString() }
  }
  for (const [domain, { submit, publish, revise }] of Object.entries(domains)) {
    if (submit) done[domain] = found(recordSources(house), domain).write(submit, now)
    if (publish) {
      const source = found(house.sources.news, domain)
      const { outlet = source.outlets[0]?.id ?? '', ...item } = publish
      done[domain] = source.publish(outlet, withoutUndefined(item), now)
    }
    if (revise) {
      const { name, savedAt } = found(house.sources.files, domain).write(revise.item, revise.amount, now)
      await house.drops.get(domain)?.save(now)
      done[domain] = { file: name, savedAt }
    }
  }
  return done
}

/** By their paths; a domain's name means the first it has. */
function recordSources({ sources }: SimulatedHouse): Map<string, RecordSource> {
  const byPath = [...sources.records.values()].flat().map((source): [string, RecordSource] => [source.path, source])
  const first = [...sources.records].flatMap(([domain, [source]]): [string, RecordSource][] => (source ? [[domain, source]] : []))
  return new Map([...first, ...byPath])
}

function found<T>(sources: Map<string, T>, domain: string): T {
  const source = sources.get(domain)
  if (!source) throw new Error(`«${domain}» không có nguồn mô phỏng loại này. Có: ${[...sources.keys()].join(', ')}.`)
  return source
}

function withoutUndefined<T extends object>(item: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
