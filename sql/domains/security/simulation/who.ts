import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import type { SimulatedUnit, World } from '../../../src/pack/simulate.ts'

/** Whose systems there are to guard; the larger ones draw more trouble. */
export class Guarded {
  readonly units: SimulatedUnit[]
  #sums: Float64Array

  constructor({ communes, departments, province, seed }: World) {
    this.units = [...communes, ...departments, province]
    this.#sums = runningSums(
      this.units.map((unit, index) => new Random(seed, keyOf(unit.key), 6).between(0.5, 1.5) * (index < communes.length ? 1 : 6)),
    )
  }

  pick(random: Random): SimulatedUnit {
    return this.units[random.weighted(this.#sums)] as SimulatedUnit
  }
}

// What raw alerts are made of, so that a test can show that none of it arrives: addresses of the ranges kept for documents,
// names under a domain that cannot exist, hashes and accounts that read as such.

export function traces(random: Random): Record<string, string> {
  const byte = () => random.below(254) + 1
  return {
    IPNguon: `203.0.113.${byte()}`,
    IPDich: `198.51.100.${byte()}`,
    MaBam: `badc0ffee${Array.from({ length: 55 }, () => random.below(16).toString(16)).join('')}`,
    TenMien: `c2-${random.below(9_000)}.doc-hai.example`,
    TaiKhoan: `nv.mophong${random.below(900)}`,
  }
}
