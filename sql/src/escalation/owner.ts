import type { FoundAlert } from '../alerts/find.ts'
import { listAlertRules } from '../alerts/rules.ts'
import type { House } from '../alerts/sight.ts'
import { parseSubject } from '../alerts/subject.ts'
import type { Db } from '../db.ts'
import { listFeeds } from '../feeds/find.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit } from '../units/registry.ts'

/** Which unit answers for what alerts are of; the province’s own where none is named that stands. */
export class Owners {
  readonly #house: Pick<House, 'registry' | 'units' | 'province'>
  readonly #feeds: Map<string, string>
  /** By rule, who answers for which value of the dimension it watches. */
  readonly #answers: Map<string, Record<string, string>>
  readonly #standing: RegistryUnit[]

  private constructor(
    house: Pick<House, 'registry' | 'units' | 'province'>,
    feeds: Map<string, string>,
    answers: Map<string, Record<string, string>>,
    day: string,
  ) {
    this.#house = house
    this.#feeds = feeds
    this.#answers = answers
    this.#standing = house.units.standing(day)
  }

  static async of(db: Db, house: Pick<House, 'registry' | 'units' | 'province'>, at: Date): Promise<Owners> {
    const feeds = (await listFeeds(db)).map(({ spec }): [string, string] => [spec.id, spec.owner])
    const answers = (await listAlertRules(db)).flatMap(({ id, each }): [string, Record<string, string>][] =>
      each ? [[id, each.answers]] : [],
    )
    return new Owners(house, new Map(feeds), new Map(answers), dayOf(at))
  }

  /**
   * Of a unit below the province that unit itself; of a part of a number whoever the rule names for it; of the province, whoever
   * answers for the number or the source.
   */
  of({ rule, subject, unit }: Pick<FoundAlert, 'rule' | 'subject' | 'unit'>): number {
    const { province } = this.#house
    if (unit !== null && unit !== province.unit) return this.#house.units.find(unit).id
    return this.named(rule, subject) ?? province.unitId
  }

  /** Who is named for a part of a number, the number or the source, whichever unit it is of. */
  named(rule: string, subject: string): number | undefined {
    const parsed = parseSubject(subject)
    if (parsed.kind === 'clause' || parsed.kind === 'rule') return undefined
    if (parsed.kind === 'feed') return this.called(this.#feeds.get(parsed.id))
    const answers = this.#answers.get(rule)
    const [part] = Object.values(parsed.where).flat()
    const owner = this.#house.registry.indicators.find(({ id }) => id === parsed.id)?.owner
    const forPart = part === undefined ? undefined : this.called(answers?.[part])
    return forPart ?? this.called(typeof owner === 'string' ? owner : owner?.vi)
  }

  /** By key or name, among those that stand right below the province. */
  called(name: string | undefined): number | undefined {
    return this.#standing.find(
      ({ key, name: called, parent_id }) =>
        parent_id === this.#house.province.unitId && name !== undefined && (key === name || isCalled(called, name)),
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
