import type { PartsAnswer, ProofAnswer, ReadingAnswer, RecordsAnswer, SeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import { type Database, loadUnitRegistry, type UnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

// Whoever reaches the API, with no name and no key, asks all that it answers about the births of a small world, over the merger and before and
// after a correction, and solves for what it was not told.

const SMALLEST = 5
const OLD = ['11968', '11980', '11953', '11956', '11983', '12322', '12457']
const NEW = ['11980', '11953', '11983', '12322', '12817']
const MONTHS = ['2025-06', '2025-07', '2025-08']
const MERGER = '2025-07'
const SEXES = ['male', 'female'] as const
type Sex = (typeof SEXES)[number]

interface Cell {
  code: string
  month: string
  sex: Sex
  /** As first told, and as corrected. */
  counts: [number, number]
}

/** The same world for the same seed. */
function worldOf(seed: number): Cell[] {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) / 2 ** 24
  }
  const count = () => (random() < 0.45 ? Math.floor(random() * 5) : 5 + Math.floor(random() * 40))
  return MONTHS.flatMap((month) =>
    (month < MERGER ? OLD : NEW).flatMap((code) =>
      SEXES.map((sex): Cell => {
        const first = count()
        return { code, month, sex, counts: [first, random() < 0.1 ? first + 1 + Math.floor(random() * 6) : first] }
      }),
    ),
  )
}

async function tell(database: Database, world: Cell[], vintage: 0 | 1) {
  const of = (code: string, month: string, sex: Sex) =>
    world.find((cell) => cell.code === code && cell.month === month && cell.sex === sex)?.counts[vintage] as number
  const duLieu = MONTHS.flatMap((month) =>
    (month < MERGER ? OLD : NEW).map((code) => ({
      ...{ MaDonVi: code, NhomChiTieu: 'HO_TICH', KyBaoCao: month.replace('-', ''), NguonSoLieu: 'CSDLQGVDC' },
      NgayCapNhat: `2025-10-0${3 + vintage}T09:00:00.000`,
      KhaiSinh: String(of(code, month, 'male') + of(code, month, 'female')),
      ...{ KhaiSinhNam: String(of(code, month, 'male')), KhaiSinhNu: String(of(code, month, 'female')), KhaiTu: '9' },
    })),
  )
  expect(await takeFiles(database, 'population-sim', { [`${vintage}.json`]: JSON.stringify({ duLieu }) })).toMatchObject({
    held: 0,
  })
}

/** Sums of cells, by their places among the unknown. */
type Sum = Map<number, number>

/** All that sums and differences of what was told tell. */
class Known {
  #rows: { pivot: number; of: Sum }[] = []

  learn(sum: Sum): void {
    const rest = this.#restOf(sum)
    const [pivot] = [...rest].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))[0] ?? []
    if (pivot === undefined) return
    const scale = rest.get(pivot) as number
    const of = new Map([...rest].map(([place, by]) => [place, by / scale]))
    for (const row of this.#rows) reduce(row.of, { pivot, of })
    this.#rows.push({ pivot, of })
  }

  tells(sum: Sum): boolean {
    return this.#restOf(sum).size === 0
  }

  #restOf(sum: Sum): Sum {
    const rest = new Map(sum)
    for (const row of this.#rows) reduce(rest, row)
    return rest
  }
}

function reduce(sum: Sum, { pivot, of }: { pivot: number; of: Sum }): void {
  const by = sum.get(pivot) ?? 0
  if (by === 0) return
  for (const [place, each] of of) {
    const left = (sum.get(place) ?? 0) - by * each
    if (Math.abs(left) < 1e-9) sum.delete(place)
    else sum.set(place, left)
  }
}

interface Asked {
  unit: string
  sexes: readonly Sex[]
  /** The first and the last month. */
  from: string
  to: string
  geo: string
  vintage: 0 | 1
  within?: string
  /** Only what was reported for the unit itself, and whole. */
  isReporter?: true
}

const NOW_MAP = '2025-10-01'
const OLD_MAP = '2025-06-30'

class World {
  readonly known = new Known()
  told = 0
  readonly #places = new Map<string, number>()
  readonly #values: number[] = []
  readonly cells: Cell[]
  readonly units: UnitRegistry

  constructor(cells: Cell[], units: UnitRegistry) {
    this.cells = cells
    this.units = units
  }

  reporter({ code, month }: Cell): number {
    const at = `${month}-15`
    return this.units.all.find(
      (unit) =>
        unit.code === code && unit.valid_from <= at && (unit.valid_to === null || at < unit.valid_to) && unit.kind !== 'district',
    )?.id as number
  }

  /** What was not corrected is one unknown, whenever it is asked for. */
  #placeOf(cell: Cell, vintage: 0 | 1): number {
    const key = `${cell.code} ${cell.month} ${cell.sex} ${cell.counts[0] === cell.counts[1] ? 1 : vintage}`
    const place = this.#places.get(key) ?? this.#values.push(cell.counts[vintage]) - 1
    this.#places.set(key, place)
    return place
  }

  sumOf({ unit, sexes, from, to, geo, vintage, within, isReporter }: Asked): Sum {
    const weights = isReporter ? new Map([[this.units.find(unit).id, 1]]) : this.#weightsOf(unit, geo)
    const inside = within === undefined ? null : this.#weightsOf(within, geo)
    const sum: Sum = new Map()
    for (const cell of this.cells) {
      const reporter = this.reporter(cell)
      const weight = (weights.get(reporter) ?? 0) * (inside ? (inside.get(reporter) ?? 0) : 1)
      if (weight > 0 && sexes.includes(cell.sex) && from <= cell.month && cell.month <= to)
        sum.set(this.#placeOf(cell, vintage), weight)
    }
    return sum
  }

  readonly #weights = new Map<string, Map<number, number>>()
  #weightsOf(unit: string, geo: string): Map<number, number> {
    const key = `${unit} ${geo}`
    const found =
      this.#weights.get(key) ??
      new Map(this.units.members([this.units.find(unit).id], geo, 'people').map(({ unit, weight }) => [unit, weight]))
    this.#weights.set(key, found)
    return found
  }

  valueOf(sum: Sum): number {
    return [...sum].reduce((all, [place, weight]) => all + weight * (this.#values[place] as number), 0)
  }

  learn(value: number | null | undefined, sum: Sum, from: string): void {
    if (value == null) return
    expect(value, from).toBeCloseTo(this.valueOf(sum), 6)
    this.known.learn(sum)
    this.told++
  }
}

const monthOf = (at: string) => new Date(new Date(at).getTime() + 7 * 3_600_000).toISOString().slice(0, 7)
const lastDay = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

const KINDS: (readonly Sex[])[] = [SEXES, ['male'], ['female']]
const SPANS = MONTHS.flatMap((from, first) => MONTHS.slice(first).map((to) => ({ from, to })))
const BIRTHS = 'readings/population.births_last_month'

/** Two at a time. */
async function eachOf<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const go = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all([go(), go()])
}

interface Fact {
  unit: string
  versions: { stands: boolean; fact: { as_of: string; figures: Record<string, unknown> } }[]
}

async function attack(seed: number) {
  const database = await hungYen()
  const cells = worldOf(seed)
  await tell(database, cells, 0)
  const between = new Date().toISOString()
  await tell(database, cells, 1)
  await heard(database, new Date())
  const world = new World(cells, await loadUnitRegistry(database.db))
  const { url } = await serve(database)
  const get = async <T>(path: string): Promise<T | null> => {
    const answer = await fetch(`${url}/api/${path}`)
    return answer.ok ? ((await answer.json()) as T) : null
  }
  const reporters = [...new Set(cells.map((cell) => world.reporter(cell)))].map((id) => world.units.get(id))
  const districts = [...new Set(reporters.map(({ parent_id }) => world.units.get(parent_id as number)))]
  const wholes = [...new Set([...['hung-yen', 'hung-yen-cu', 'thai-binh-cu'].map((key) => world.units.find(key)), ...districts])]
  const moments = [
    { geo: NOW_MAP, vintage: 1 as const, said: '' },
    { geo: OLD_MAP, vintage: 1 as const, said: `&geo=${OLD_MAP}` },
    { geo: NOW_MAP, vintage: 0 as const, said: `&asOf=${encodeURIComponent(between)}` },
  ]
  const facts = new Set<string>()

  const questions = [...wholes, ...reporters].flatMap(({ key }) => moments.map((moment) => ({ key, moment })))
  await eachOf(questions, async ({ key, moment: { said, ...moment } }) => {
    const about = { unit: key, sexes: SEXES, ...moment }
    const isWhole = wholes.some((whole) => whole.key === key)
    const isStanding = world.units.standing(moment.geo).some((unit) => unit.key === key)
    for (const span of SPANS) {
      const asked = `unit=${key}&period=${span.from}-01..${lastDay(span.to)}${said}`
      const one = await get<ReadingAnswer>(`${BIRTHS}?${asked}`)
      world.learn(one?.value, world.sumOf({ ...about, ...span }), `reading ${asked}`)
      const parts = await get<PartsAnswer>(`${BIRTHS}/parts?dim=sex&${asked}`)
      for (const { key: sex, value } of parts?.parts ?? [])
        world.learn(value, world.sumOf({ ...about, ...span, sexes: [sex as Sex] }), `parts ${asked}`)
      for (const sexes of isWhole ? KINDS : [['male'] as const]) {
        const where = sexes.map((sex) => `&where=sex:${sex}`).join('')
        const narrowed = await get<ReadingAnswer>(`${BIRTHS}?${asked}${where}`)
        world.learn(narrowed?.value, world.sumOf({ ...about, ...span, sexes }), `narrowed ${asked} ${where}`)
        const below = isWhole ? await get<UnitsAnswer>(`${BIRTHS}/units?${asked}${where}`) : null
        for (const { key: unit, value } of below?.units ?? [])
          if (unit !== key)
            world.learn(
              value,
              world.sumOf({ ...about, ...span, sexes, unit, ...(isStanding ? {} : { within: key }) }),
              `units ${asked} ${where} ${unit}`,
            )
      }
      if (!isWhole || (span.from !== span.to && span.from !== MONTHS[0])) continue
      const proof = await get<ProofAnswer>(`${BIRTHS}/proof?${asked}`)
      for (const { unit, dims, value } of proof?.proof.terms.flatMap(({ groups }) => groups) ?? []) {
        const own = { unit: unit.key, isReporter: true, sexes: [dims.sex as Sex] } as const
        world.learn(value, world.sumOf({ ...about, ...span, ...own }), `proof ${asked} ${unit.key}`)
      }
      const records = await get<RecordsAnswer>(`${BIRTHS}/records?limit=500&${asked}`)
      for (const { unit, dims, value, bucket, feed, externalId } of records?.rows ?? []) {
        facts.add(`${feed}/${encodeURIComponent(externalId)}`)
        const own = { unit: unit.key, isReporter: true, sexes: [dims.sex as Sex] } as const
        world.learn(value, world.sumOf({ ...about, from: monthOf(bucket), to: monthOf(bucket), ...own }), `records ${asked}`)
      }
    }
    const whole = `unit=${key}&period=${MONTHS[0]}-01..${lastDay(MONTHS.at(-1) as string)}${said}&step=month`
    for (const isRunning of [false, true]) {
      const series = await get<SeriesAnswer>(`${BIRTHS}/series?running=${isRunning}&${whole}`)
      for (const { at, value } of series?.points ?? [])
        world.learn(
          value,
          world.sumOf({ ...about, from: isRunning ? '2025-01' : monthOf(at), to: monthOf(at) }),
          `series ${whole}`,
        )
    }
  })
  await eachOf([...facts], async (fact) => {
    const told = await get<Fact>(`facts/${fact}`)
    for (const { stands, fact: of } of told?.versions ?? []) {
      const month = of.as_of.slice(0, 7)
      const own = { unit: told?.unit as string, isReporter: true, geo: NOW_MAP, from: month, to: month } as const
      for (const [name, sexes] of Object.entries({ births: SEXES, births_male: ['male'], births_female: ['female'] } as const)) {
        const value = of.figures[name]
        if (typeof value === 'number') world.learn(value, world.sumOf({ ...own, vintage: stands ? 1 : 0, sexes }), `fact ${fact}`)
      }
    }
  })

  const found: string[] = []
  for (const { geo, vintage } of moments)
    for (const { key } of [...wholes, ...reporters])
      for (const sexes of KINDS)
        for (const span of SPANS) {
          const sum = world.sumOf({ unit: key, sexes, geo, vintage, ...span })
          const value = world.valueOf(sum)
          // A share of what was told of a larger unit is nobody's count.
          const isCounted = [...sum.values()].every((weight) => weight === 1)
          if (isCounted && value > 0 && value < SMALLEST && world.known.tells(sum))
            found.push(`${key} ${sexes.join('+')} ${span.from}..${span.to} on the map of ${geo}, told ${vintage}: ${value}`)
        }
  return { found, told: world.told }
}

test.each([1, 2])(
  'of births in world %i no small count comes back by subtraction, on whatever map, as known whenever, by whatever answer',
  async (seed) => {
    const { found, told } = await attack(seed)
    expect(found).toEqual([])
    // It still says much of what it knows.
    expect(told).toBeGreaterThan(200)
  },
  300_000,
)
