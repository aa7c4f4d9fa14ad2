import type { FoundAlert } from '../alerts/find.ts'
import type { House } from '../alerts/sight.ts'
import type { Db } from '../db.ts'
import { listFeeds } from '../feeds/find.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit } from '../units/registry.ts'

/** Which unit answers for what alerts are of; the province’s own where none is named that stands. */
export class Owners {
  readonly #house: Pick<House, 'registry' | 'units' | 'province'>
  readonly #feeds: Map<string, string>
  readonly #standing: RegistryUnit[]

  private constructor(house: Pick<House, 'registry' | 'units' | 'province'>, feeds: Map<string, string>, day: string) {
    this.#house = house
    this.#feeds = feeds
    this.#standing = house.units.standing(day)
  }

  static async of(db: Db, house: Pick<House, 'registry' | 'units' | 'province'>, at: Date): Promise<Owners> {
    const feeds = (await listFeeds(db)).map(({ spec }): [string, string] => [spec.id, spec.owner])
    return new Owners(house, new Map(feeds), dayOf(at))
  }

  /** Of a unit below the province that unit itself; of the province, whoever answers for the number or the source. */
  of({ subject, unit }: Pick<FoundAlert, 'subject' | 'unit'>): number {
    const { province, registry } = this.#house
    if (unit !== null && unit !== province.unit) return this.#house.units.find(unit).id
    const owner = subject.startsWith('feed:')
      ? this.#feeds.get(subject.slice('feed:'.length))
      : registry.indicators.find(({ id }) => id === subject)?.owner
    return (owner && this.#named(typeof owner === 'string' ? owner : owner.vi)) || province.unitId
  }

  /** By key or name, among those that stand right below the province. */
  #named(name: string): number | undefined {
    return this.#standing.find(
      ({ key, name: called, parent_id }) => parent_id === this.#house.province.unitId && (key === name || isCalled(called, name)),
    )?.id
  }
}

/** «Văn phòng UBND tỉnh» is the «Văn phòng Ủy ban nhân dân tỉnh». */
function isCalled(called: string, name: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .replace(/[Uuủ]y ban nhân dân|Ủy ban nhân dân/gu, 'UBND')
      .toLocaleLowerCase('vi')
  return plain(called) === plain(name)
}
