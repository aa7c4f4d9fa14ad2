import { type RawBuilder, sql } from 'kysely'
import { Invalid } from '../../errors.ts'
import type { Term } from '../../indicators/formula.ts'
import type { Measure } from '../../pack/pack.ts'
import { assertTotalsInSight } from '../../sight/reach.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import { slotBefore } from '../../time/slots.ts'
import type { Lineage } from '../../units/crosswalk.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { TermQuery } from './term.ts'

type Whom = Pick<TermQuery, 'roots' | 'alone' | 'within' | 'geo' | 'span'>

/** Whose totals count for each root, and with what weight; of figures that successors replace, by successor. */
export function membersOf(units: UnitRegistry, { measure }: Term, { roots, alone = [], within, geo, span }: Whom): Lineage[] {
  assertTotalsInSight({ units: [...roots, ...alone], measure }, units)
  if (measure.units === 'sum') return summedMembers(units, measure, { roots, alone, within, geo })
  for (const root of roots) {
    const { key, name, valid_from, valid_to } = units.get(root)
    const [first, last] = [dayOf(span.from), dayOf(new Date(Math.max(span.from.getTime(), span.to.getTime() - 1)))]
    // What is told for a whole year is told for the year a unit began in.
    if (first < dayOf(slotBefore(startOfDay(valid_from), measure.grain)) || (valid_to !== null && last >= valid_to)) {
      const stood = `from ${valid_from}${valid_to === null ? '' : ` to ${addDays(valid_to, -1)}`}`
      throw new Invalid(
        `${measure.id} does not add up over units, so it can't be carried over a merger: ${name} (${key}) stood ${stood}. Ask for a period within that, or for a unit that stood then.`,
      )
    }
  }
  return roots.map((root) => ({ root, unit: root, standing: root, heir: root, weight: 1 }))
}

/** One answer asks for the same members of every measure and of whoever told it. */
const found = new WeakMap<UnitRegistry, Map<string, Lineage[]>>()
const MOST_FOUND = 64

type Summed = Required<Omit<Whom, 'span'>>

function summedMembers(units: UnitRegistry, measure: Measure, whom: Summed): Lineage[] {
  const known = found.get(units) ?? new Map<string, Lineage[]>()
  found.set(units, known)
  const key = JSON.stringify([measure.time === 'last', measure.basis, whom])
  const members = known.get(key) ?? addedMembers(units, measure, whom)
  // The one asked for last is forgotten last.
  known.delete(key)
  known.set(key, members)
  for (const oldest of known.keys()) {
    if (known.size <= MOST_FOUND) break
    known.delete(oldest)
  }
  return members
}

function addedMembers(units: UnitRegistry, measure: Measure, { roots, alone, within, geo }: Summed): Lineage[] {
  const below = lineagesOf(units, measure, roots, geo)
  const ofThemselves = units.lineages(alone, geo, measure.basis)
  if (within === undefined) return [...below, ...ofThemselves.filter(({ root, standing }) => standing === root)]
  const parts = partsWithin(units, measure, below, within, geo)
  const parted = new Set(parts.map(({ unit }) => unit))
  return [...parts.filter(({ weight }) => weight > 0), ...ofThemselves.filter(({ unit }) => !parted.has(unit))]
}

/** Of figures that add up over time nothing is replaced, so that nobody asks who has them in the end. */
function lineagesOf(
  units: UnitRegistry,
  { time, basis }: Pick<Measure, 'time' | 'basis'>,
  roots: number[],
  geo: string,
): Lineage[] {
  if (time === 'last') return units.lineages(roots, geo, basis)
  return units.members(roots, geo, basis).map((member) => ({ ...member, standing: member.unit, heir: member.unit }))
}

const LAST_DAY = '9999-12-31'

/** As much of each lineage as lies in a unit: of what several heirs have in the end, each heir's share goes its own way. */
function partsWithin(
  units: UnitRegistry,
  measure: Pick<Measure, 'time' | 'basis'>,
  lineages: Lineage[],
  within: number,
  geo: string,
): Lineage[] {
  const keyOf = ({ unit, heir }: Pick<Lineage, 'unit' | 'heir'>) => `${unit} ${heir}`
  const inside = new Map<string, number>()
  for (const each of lineagesOf(units, measure, [within], geo))
    inside.set(keyOf(each), (inside.get(keyOf(each)) ?? 0) + each.weight)
  const wholeOf = ({ unit, heir }: Lineage) =>
    measure.time === 'last' ? (units.shares(unit, LAST_DAY, measure.basis).find((share) => share.unit === heir)?.weight ?? 1) : 1
  return lineages.map((each) => ({ ...each, weight: (each.weight * (inside.get(keyOf(each)) ?? 0)) / wholeOf(each) }))
}

/** Members as a table w (root, unit, standing, heir, weight, later); `later` are the units that came after one that has ended. */
export function pairsOf(units: UnitRegistry, members: Lineage[]): RawBuilder<unknown> {
  const { roots, ids, standing, heirs, weights, later } = toldOf(units, members)
  return sql`(
    select root, unit, standing, heir, weight, later::int[] as later from unnest(
      ${roots}::int[], ${ids}::int[], ${standing}::int[], ${heirs}::int[], ${weights}::numeric[], ${later}::text[]
    ) as member (root, unit, standing, heir, weight, later)
  ) w`
}

type Told = ReturnType<typeof tell>

const toldBefore = new WeakMap<Lineage[], Told>()

function toldOf(units: UnitRegistry, members: Lineage[]): Told {
  const told = toldBefore.get(members) ?? tell(units, members)
  toldBefore.set(members, told)
  return told
}

/** Columns as PostgreSQL reads them: there are thousands of members, and many questions of the same ones. */
function tell(units: UnitRegistry, members: Lineage[]) {
  const column = (pick: (member: Lineage) => number | string) => `{${members.map(pick).join()}}`
  return {
    roots: column(({ root }) => root),
    ids: column(({ unit }) => unit),
    standing: column(({ standing }) => standing),
    heirs: column(({ heir }) => heir),
    weights: column(({ weight }) => weight),
    later: column(({ unit }) => {
      const ids = units.laterThan(unit)
      return ids.length > 0 ? `"{${ids.join()}}"` : 'null'
    }),
  }
}
