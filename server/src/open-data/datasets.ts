import {
  addYears,
  classificationOfIndicator,
  type Db,
  type DefinedIndicator,
  dayOf,
  describeReading,
  findDomain,
  following,
  isIndicatorOn,
  NotFound,
  openQuestion,
  type Question,
  type RegistryUnit,
  readByUnit,
  readIndicator,
  readSeries,
  readUnitSeries,
  registryAsOf,
  type SeriesPoint,
  slotBefore,
  slotFrom,
  startOfDay,
  termsWithin,
} from '@ioc/sql'
import type { OpenCatalogue, OpenDataset, OpenDatasetAnswer, OpenRow } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

type Context = Pick<TileContext, 'database' | 'units' | 'province'>

/** By the month over two years, by the year over ten. */
const YEARS = { month: 2, year: 10 } as const

/** Every figure whose classification says it is for anybody. */
export async function openCatalogue(context: Context): Promise<OpenCatalogue> {
  const indicators = await openIndicators(context)
  const datasets = await Promise.all(indicators.map((indicator) => describe(context, indicator)))
  return { publisher: publisher(context), datasets }
}

/** One of them, as it is asked of the whole. Throws NotFound for all others, be they there or not. */
export async function askOpen(context: Context, id: string, at = new Date()): Promise<Question> {
  if (!(await openIndicators(context)).some((each) => each.id === id))
    throw new NotFound({
      vi: `Không có dữ liệu mở «${id}». Xem danh mục tại /open.`,
      en: `There is no open data «${id}». The list is at /open.`,
    })
  return openQuestion(context.database.db, context.units, { indicator: id, unit: context.province.unit }, at)
}

/** The same, whole. */
export async function openDataset({ database, province }: Context, question: Question): Promise<OpenDatasetAnswer> {
  const { units, indicator, unit, moment } = question
  const reading = await readIndicator(database.db, units, indicator, unit.id, moment)
  const described = await describe({ units }, indicator)
  return {
    ...described,
    publisher: publisher({ units, province }),
    now: describeReading(units, question, reading),
    rows: described.step ? await overTime(database.db, question, described.step) : await atOnce(database.db, question),
  }
}

async function openIndicators({ database: { db }, province }: Context): Promise<DefinedIndicator[]> {
  const registry = await registryAsOf(db, null)
  return registry.indicators.filter(
    (indicator) => isIndicatorOn(province.domains, indicator.id) && classificationOfIndicator(indicator, registry) === 'open',
  )
}

async function describe({ units }: Pick<Context, 'units'>, indicator: DefinedIndicator): Promise<OpenDataset> {
  const { id, title, domain, unitOfMeasurement, owner, period, grain } = indicator
  const { pack } = await findDomain(domain)
  const name = typeof owner === 'string' ? units.find(owner).name : null
  return {
    ...{ id, title, unitOfMeasurement },
    domain: { id: domain, title: pack.title },
    owner: name === null ? (owner as Exclude<typeof owner, string>) : { vi: name, en: name },
    basis: indicator.definitionOn(dayOf(new Date())).basis,
    step: period === 'now' ? null : grain === 'year' ? 'year' : 'month',
  }
}

const publisher = ({ units, province }: Pick<Context, 'units' | 'province'>): string => units.find(province.unit).name

type Found = Omit<SeriesPoint, 'at' | 'before'> & { from: Date; to: Date }

const rowOf = ({ key, code, name }: { key: string; code: string | null; name: string }, found: Found): OpenRow => ({
  ...{ unit: key, unitCode: code, unitName: name, value: found.value, state: found.state },
  ...{ from: found.from.toISOString(), to: found.to.toISOString() },
  ...{ provisional: found.provisional, estimate: found.estimate, simulated: found.simulated },
})

async function overTime(db: Db, { units, unit: whole, indicator, moment }: Question, step: 'month' | 'year'): Promise<OpenRow[]> {
  const below = units.children(whole.id, moment.geo)
  const today = dayOf(moment.at)
  const first = step === 'month' ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`
  const span = { from: startOfDay(addYears(first, -YEARS[step])), to: moment.at }
  const beginOf = (unit: RegistryUnit) => Math.max(Number(span.from), Number(tellableFrom(indicator, unit, step)))
  const begins = [...new Set(below.map(beginOf))].filter((from) => from < Number(span.to))
  const [own, ...others] = await Promise.all([
    readSeries(db, units, indicator, whole.id, { ...span, from: new Date(beginOf(whole)) }, step, moment),
    ...begins.map((from) => {
      const alike = below.filter((unit) => beginOf(unit) === from)
      return readUnitSeries(db, units, indicator, alike, moment, { ...span, from: new Date(from) }, step, whole)
    }),
  ])
  return [{ unit: whole, points: own }, ...others.flat()].flatMap(({ unit, points }) =>
    points.map(({ at: from, ...point }) => rowOf(unit, { ...point, from, to: following(from, step) })),
  )
}

/** From which step on a unit is told of: what does not add up over units is told of none before it stood. */
function tellableFrom({ definitions }: DefinedIndicator, { valid_from }: RegistryUnit, step: 'month' | 'year'): Date {
  const alone = definitions
    .flatMap(({ compiled }) => termsWithin(compiled.terms))
    .filter(({ measure }) => measure.units !== 'sum')
  const begins = alone.map(({ measure, yearBefore }) =>
    slotFrom(slotBefore(startOfDay(yearBefore ? addYears(valid_from, 1) : valid_from), measure.grain), step),
  )
  return new Date(Math.max(0, ...begins.map(Number)))
}

async function atOnce(db: Db, { units, unit: whole, indicator, moment }: Question): Promise<OpenRow[]> {
  const below = units.children(whole.id, moment.geo)
  const [own, others] = await Promise.all([
    readByUnit(db, units, indicator, [whole], moment),
    readByUnit(db, units, indicator, below, moment, undefined, whole),
  ])
  return [...own, ...others].map(({ unit, ...value }) => rowOf(unit, { ...value, from: moment.at, to: moment.at }))
}
