import { dayNumberOf, dayOfNumber, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { SimulatedUnit, SourceRow, World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, OfficeYear } from '../../../src/pack/simulated-lives.ts'

const TOLD_MS = 18 * 3_600_000

/** The registers of outgoing and incoming documents: each agency's month to date, told every evening. */
export class Registers {
  #world: World
  #year: OfficeYear

  constructor(world: World) {
    this.#world = world
    this.#year = new OfficeYear(world)
  }

  *begunOn(day: number): Generator<Life> {
    if (!dayOfNumber(day).endsWith('-01')) return
    for (const agency of [...this.#world.departments, ...this.#world.communes]) yield this.#monthOf(agency, day)
  }

  #monthOf(agency: SimulatedUnit, first: number): Life {
    const month = dayOfNumber(first).slice(0, 7)
    const isCommune = this.#world.communes.includes(agency)
    const counts = { outElectronic: 0, outBoth: 0, outPaper: 0, inElectronic: 0, inPaper: 0 }
    const steps: Life['steps'] = []
    for (let day = first; dayOfNumber(day).startsWith(month); day++) {
      if (!this.#year.days.isWorked(day)) continue
      const random = new Random(this.#world.seed, keyOf(agency.key), keyOf('register'), day)
      const years = (day - dayNumberOf(new Date('2024-11-01T00:00:00+07:00'))) / 365
      // Chance rounds what is less than one a day, so that rates hold at any scale.
      const some = (expected: number) => Math.floor(expected * this.#world.scale * random.between(0.5, 1.5) + random.next())
      const [out, into] = isCommune ? [14, 26] : [45, 60]
      const paper = Math.max(0.01, 0.07 - 0.02 * years)
      const both = Math.max(0.05, 0.3 - 0.09 * years)
      counts.outPaper += some(out * paper)
      counts.outBoth += some(out * both)
      counts.outElectronic += some(out * (1 - paper - both))
      const letters = Math.max(0.02, 0.09 - 0.03 * years)
      counts.inPaper += some(into * letters)
      counts.inElectronic += some(into * (1 - letters))
      const told = { ...counts }
      steps.push({ at: startOfNumber(day).getTime() + TOLD_MS + random.below(3_600_000), row: () => rowOf(agency, first, told) })
    }
    return { code: `SO-${agency.code}-${month}`, steps }
  }
}

function rowOf(agency: SimulatedUnit, first: number, counts: Record<string, number>): SourceRow {
  const day = dayOfNumber(first)
  return {
    MaDinhDanh: nameOn(agency, startOfNumber(first).getTime(), 0),
    Thang: `${day.slice(5, 7)}/${day.slice(0, 4)}`,
    DiDienTu: String(counts.outElectronic),
    DiDienTuKemGiay: String(counts.outBoth),
    DiGiay: String(counts.outPaper),
    DenDienTu: String(counts.inElectronic),
    DenGiay: String(counts.inPaper),
  }
}
