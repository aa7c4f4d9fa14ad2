import { type Database, noteDrift, readProfile, type StoredFeed, saveProfile, wordsOfDomain } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { SourceRecord } from '../formats/format.ts'
import { mapRecord } from '../mapping/map-record.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { type ColumnChange, columnChanges, fieldsGone, PageColumns, withPage } from './columns.ts'
import { type Drift, driftOf } from './compare.ts'
import { blend, type Profile, Sample } from './profile.ts'

/** A page that differs from all before it: nothing of it is taken in until a person has said that it is meant. */
class Drifted extends Error {
  override name = 'Drifted'
  readonly drifts: Drift[]
  readonly en: string

  constructor(page: string, drifts: Drift[]) {
    const what = drifts.map(({ says }) => says).join('; ')
    super(
      `Dữ liệu khác hẳn mọi lần (${page}): ${what}. Chưa đưa dòng nào của lô này vào. Nếu nguồn đổi thật, bấm «Chấp nhận thay đổi» rồi chạy lại; nếu không, báo nguồn gửi lại.`,
    )
    this.drifts = drifts
    const told = drifts.map(({ en }) => en).join('; ')
    this.en = `The data are unlike all before (${page}): ${told}. No row of this batch was taken in. If the source did change, press “Accept the change” and run again; if not, ask it to send them again.`
  }
}

/** Every row up to so many, then one in so many. */
const WHOLE = 1_000
const THEN_ONE_IN = 10

/** Stands between a page's rows and the ledger, and knows what a feed's rows usually look like. */
export class DriftGuard {
  readonly #database: Database
  readonly #feed: StoredFeed
  readonly #mapping: Mapping
  /** What people call the fields. */
  readonly #words: ReadonlyMap<string, Localised>
  readonly #clock: { zone: string }
  /** From runs before this one; what the first run tells is not yet unusual. */
  readonly #usual: Profile | null
  #known: Profile | null
  #sample: Sample
  #rows = 0
  #ofPage = 0
  #columns = new PageColumns()

  static async open(database: Database, feed: StoredFeed, { map, zone }: { map: Mapping; zone: string }): Promise<DriftGuard> {
    const known = (await readProfile(database.db, feed)) as Profile | null
    return new DriftGuard(database, feed, { map, zone, words: await wordsOfDomain(feed.spec.domain), known })
  }

  private constructor(
    database: Database,
    feed: StoredFeed,
    { map, zone, words, known }: { map: Mapping; zone: string; words: Map<string, Localised>; known: Profile | null },
  ) {
    this.#database = database
    this.#feed = feed
    this.#mapping = map
    this.#clock = { zone }
    this.#words = words
    this.#usual = known
    this.#known = known
    this.#sample = new Sample(map)
  }

  startPage(): void {
    this.#ofPage = 0
    this.#columns = new PageColumns()
  }

  look(source: SourceRecord, receivedAt: Date): void {
    this.#rows++
    if ('problem' in source || (this.#rows > WHOLE && this.#rows % THEN_ONE_IN > 0)) return
    this.#columns.add(source.value)
    this.#sample.add(mapRecord(this.#mapping, source.value, { ...this.#clock, receivedAt }).record, receivedAt)
  }

  /** Asked before a batch is stored. Throws Drifted where its rows can hardly mean what those before them meant. */
  async judge(page: string, { read, held }: { read: number; held: unknown[] }, isOfPast = false): Promise<void> {
    this.#ofPage += read
    const seen = { ...this.#sample.profile({ rows: read, held: held.length }), largest: this.#ofPage, pages: 0 }
    this.#sample = new Sample(this.#mapping)
    this.#rows = 0
    const drifts = this.#usual ? this.#driftsFrom(this.#usual, seen, isOfPast) : []
    if (drifts.length > 0) {
      await noteDrift(this.#database.db, this.#feed, drifts)
      throw new Drifted(page, drifts)
    }
    this.#known = blend(this.#known, seen)
  }

  #driftsFrom(usual: Profile, seen: Profile, isOfPast: boolean): Drift[] {
    const gone = fieldsGone(usual, { columns: this.#columns, rows: this.#ofPage }, this.#mapping)
    const isTold = ({ code, field }: Drift) => code === 'gone' && gone.some((each) => each.field === field)
    const others = driftOf(usual, { ...seen, rows: this.#ofPage }, this.#mapping, isOfPast)
    return [...gone, ...others.filter((drift) => !isTold(drift))].map((drift) => this.#withField(drift))
  }

  /** A column's name may be a key nobody reads; what it fills has a name. */
  #withField(drift: Drift): Drift {
    const title = this.#words.get(drift.field ?? '')
    if (!title) return drift
    return { ...drift, says: `${drift.says} (điền vào «${title.vi}»)`, en: `${drift.en} (it fills «${title.en}»)` }
  }

  /** Told once a page is in: the columns it has that none before it had, and those it lacks that all had. */
  endPage(): ColumnChange[] {
    if (!this.#known || this.#ofPage === 0) return []
    const { pages, columns } = this.#known
    this.#known = { ...this.#known, pages: pages + 1, columns: withPage(columns, this.#columns) }
    return this.#usual ? columnChanges(this.#usual, this.#columns) : []
  }

  /** Kept once a run has ended well. */
  async save(): Promise<void> {
    if (this.#known) await saveProfile(this.#database.db, this.#feed, this.#known)
  }
}
