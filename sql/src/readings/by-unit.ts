import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { evaluate } from './evaluate.ts'
import { hear } from './hearing.ts'
import { type Judged, judge } from './judge.ts'
import type { Moment } from './moment.ts'
import { ownSpan } from './own-span.ts'
import type { Span } from './period.ts'
import { onceTold, upToWithdrawal } from './withdrawn.ts'

/** `part`: what it says is of the part of the unit that lies in the one asked about, not of all of it. */
export type UnitValue = { unit: RegistryUnit; part: boolean; simulated: boolean } & Omit<
  Judged,
  'span' | 'isUnknowable' | 'freshness'
>

/**
 * An indicator for each of several units, over its own period or another span. Where they are all that lies right below `of`,
 * the rows add up to it: one that lies there in part answers for that part, and what was reported for `of` itself comes last.
 */
export async function readByUnit(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  asked?: Span,
  of?: RegistryUnit,
): Promise<UnitValue[]> {
  const span = upToWithdrawal(indicator, asked ?? ownSpan(indicator, units, moment.at))
  const roots = units.map((unit) => unit.id)
  const { alone, within, isPart } = belowOf(registry, of, moment)
  const [rows, hearing] = await Promise.all([
    evaluate(db, registry, indicator, { roots, alone, within, span, ...moment }),
    hear(db, registry, indicator, moment, { roots, alone, within, span }),
  ])
  const found = new Map(rows.map((row) => [row.root, row]))
  const empty = roots.filter((root) => found.get(root)?.value == null)
  const wasTold = await onceTold(db, registry, indicator, empty, moment, span)
  return [...units, ...(of && found.has(of.id) ? [of] : [])].map((unit) => {
    const isTakenBack = wasTold(unit.id, span, found.get(unit.id)?.values)
    const {
      span: spoken,
      isUnknowable,
      freshness,
      ...judged
    } = judge(indicator, hearing, moment, {
      unitId: unit.id,
      span,
      found: found.get(unit.id),
      isTakenBack,
      isLatest: !asked && indicator.period === 'latest',
    })
    return { unit, part: isPart(unit), simulated: freshness.simulated, ...judged }
  })
}

/** How units right below another answer for it: beside what it reported itself and, where it does not stand on the map, each for its part of it. */
export function belowOf(registry: UnitRegistry, of: RegistryUnit | undefined, { geo }: Moment): Below {
  const alone = of ? [of.id] : []
  if (!of || (of.valid_from <= geo && (of.valid_to === null || geo < of.valid_to))) return { alone, isPart: () => false }
  const shares = new Map(registry.members([of.id], geo, 'people').map(({ unit, weight }) => [unit, weight]))
  return { alone, within: of.id, isPart: ({ id }) => (shares.get(id) ?? 0) < 1 }
}

interface Below {
  alone: number[]
  within?: number
  isPart: (unit: RegistryUnit) => boolean
}
