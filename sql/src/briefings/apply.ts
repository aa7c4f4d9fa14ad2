import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { isAbove } from '../indicators/classification.ts'
import type { Registry } from '../indicators/registry.ts'
import { Briefing } from './briefing.ts'
import { classOfIndicator } from './sight.ts'

/** Refuses reports that speak of an indicator nobody declares, or of one classified above them, by file. */
export function checkBriefings(briefings: Briefing[], registry: Registry): void {
  for (const { id, classification, sections } of briefings) {
    const named = sections.flatMap((section) =>
      section.kind === 'figures'
        ? section.figures.map(({ indicator }) => indicator)
        : section.kind === 'falls'
          ? [section.indicator]
          : [],
    )
    for (const indicator of named) {
      if (!registry.indicators.some((each) => each.id === indicator))
        throw new Invalid(`briefings/${id}.yaml: there is no indicator «${indicator}». Take it out or mend its name.`)
      const own = classOfIndicator({ registry }, indicator)
      if (isAbove(own, classification))
        throw new Invalid(
          `briefings/${id}.yaml: ${indicator} is ${own} and the report ${classification}. Take it out, or classify the report ${own}.`,
        )
    }
    const turned = sections.find(
      (section) => section.kind === 'falls' && registry.indicator(section.indicator).direction === 'none',
    )
    if (turned?.kind === 'falls')
      throw new Invalid(
        `briefings/${id}.yaml: ${turned.indicator} gets neither better nor worse, so no unit of it falls. Take it out.`,
      )
  }
}

/** Makes scheduled reports what the configuration says, within its transaction; one whose file is gone is made no more, and what it made stays. */
export async function applyBriefings(trx: Db, briefings: Briefing[]): Promise<void> {
  const { rows: known } = await sql<{ key: string; version: number; spec: Briefing; enabled: boolean }>`
    select key, version, spec, enabled from briefing for update`.execute(trx)
  for (const briefing of briefings) {
    const before = known.find(({ key }) => key === briefing.id)
    if (before?.enabled && isSameSpec(before.spec, briefing)) continue
    const spec = JSON.stringify(briefing)
    const version = (before?.version ?? 0) + 1
    const keepsTime = before?.enabled === true && isSameSpec(before.spec.cadence, briefing.cadence)
    await sql`
      insert into briefing (key, version, spec) values (${briefing.id}, ${version}, ${spec}::jsonb)
      on conflict (key) do update set version = excluded.version, spec = excluded.spec, enabled = true,
        cadence_since = case when ${keepsTime} then briefing.cadence_since else clock_timestamp() end`.execute(trx)
    await sql`insert into briefing_version (key, version, spec) values (${briefing.id}, ${version}, ${spec}::jsonb)`.execute(trx)
  }
  const told = briefings.map(({ id }) => id)
  await sql`update briefing set enabled = false where enabled and key <> all(${told}::text[])`.execute(trx)
}

/** The reports there are, by key. */
export async function listBriefings(db: Db): Promise<Briefing[]> {
  return (await storedBriefings(db)).map(({ spec }) => spec)
}

export interface StoredBriefing {
  key: string
  version: number
  spec: Briefing
  /** Since when it has had its schedule. */
  cadenceSince: Date
}

export async function storedBriefings(db: Db): Promise<StoredBriefing[]> {
  const { rows } = await sql<StoredBriefing>`
    select key, version, spec, cadence_since as "cadenceSince" from briefing where enabled order by key collate "C"`.execute(db)
  return rows.map((row) => ({ ...row, spec: Briefing.parse(row.spec) }))
}
