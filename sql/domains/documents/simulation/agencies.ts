import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import type { SimulatedUnit, World } from '../../../src/pack/simulate.ts'
import { nameOn } from '../../../src/pack/simulated-lives.ts'

const OUTSIDE: SimulatedUnit = {
  key: 'co-quan-trung-uong',
  code: 'G99.01',
  name: 'Cơ quan trung ương (mô phỏng)',
  before: { until: new Date(0), names: [] },
}

/** Who writes to whom, and who is quick. */
export class Agencies {
  readonly departments: SimulatedUnit[]
  readonly communes: SimulatedUnit[]
  #seed: number
  #communeSums: Float64Array

  constructor({ departments, communes, seed }: World) {
    this.departments = departments
    this.communes = communes
    this.#seed = seed
    this.#communeSums = runningSums(communes.map(({ key }) => (key.startsWith('phuong') ? 2 : 1)))
  }

  isCommune(agency: SimulatedUnit): boolean {
    return this.communes.includes(agency)
  }

  any(random: Random): SimulatedUnit {
    return random.chance(0.55) ? random.pick(this.departments) : this.#commune(random)
  }

  sender(random: Random): SimulatedUnit {
    return random.chance(0.08) ? OUTSIDE : this.any(random)
  }

  /** Communes answer to departments, departments to each other, and now and then a letter goes to many at once. */
  receivers(sender: SimulatedUnit, random: Random): SimulatedUnit[] {
    const many = random.next()
    const count = many < 0.66 ? 1 : many < 0.86 ? 2 : many < 0.96 ? 3 + random.below(3) : 8 + random.below(8)
    const found = new Set<SimulatedUnit>()
    for (let tries = 0; found.size < count && tries < 60; tries++) {
      const toDepartment = this.isCommune(sender) ? 0.85 : sender === OUTSIDE ? 1 : 0.4
      const receiver = random.chance(toDepartment) ? random.pick(this.departments) : this.#commune(random)
      if (receiver !== sender) found.add(receiver)
    }
    return [...found]
  }

  /** How slow an agency is beside the average; the same for good. */
  slowness({ key }: SimulatedUnit): number {
    return new Random(this.#seed, keyOf(key), keyOf('papers')).between(0.6, 1.5)
  }

  #commune(random: Random): SimulatedUnit {
    return this.communes[random.weighted(this.#communeSums)] as SimulatedUnit
  }
}

/** An agency's identifier where it has one; units of before a merger went by their old code, or by name alone. */
export function organOf(agency: SimulatedUnit, at: number, turn: number): { id: string; name: string } {
  const name = nameOn(agency, at, turn)
  if (name === agency.code) return { id: name, name: agency.name }
  return /^[\w.-]+$/.test(name) ? { id: name, name: '' } : { id: '', name }
}
