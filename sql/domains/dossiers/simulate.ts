import { z } from 'zod'
import { dayNumberOf } from '../../src/calendar/day.ts'
import { BEGINNING, firstFrom, isAfter } from '../../src/pack/marks.ts'
import {
  type Changes,
  defineSimulator,
  localTime,
  type Mark,
  type RecordSource,
  type SourceRow,
  type World,
} from '../../src/pack/simulate.ts'
import { ChangeLog, type Entry, isForgotten, JOURNAL_DAYS } from './simulation/change-log.ts'
import { lifeOf } from './simulation/life.ts'
import { catalogueOfProcedures } from './simulation/listing.ts'
import { paymentGateway } from './simulation/payments.ts'
import { Place } from './simulation/place.ts'
import { progress } from './simulation/progress.ts'
import { codeOf, numberOf, rowOf } from './simulation/row.ts'
import { listings } from './simulation/synchronised.ts'

/** How far a unit runs late, beside the average, by its key. */
const Settings = z.object({ slow: z.record(z.string(), z.number().positive()).default({}) })

/** Days counted record by record; further back a count is reckoned from what was filed. */
const COUNTED_DAYS = 3

/** Before these many days, as good as every dossier has seen its last change. */
const OPEN_DAYS = 9

/** Steps of a dossier, on average. */
const STEPS = 4.7

export default defineSimulator({
  records: (world) => {
    const { slow } = Settings.parse(world.settings.dossiers ?? {})
    const place = new Place(world, slow)
    return [
      new DossierSource(world, place),
      ...listings(world, place),
      progress(world, place),
      paymentGateway(world, place),
      catalogueOfProcedures(world, place),
    ]
  },
})

/** The one-stop system of a province: every step of the last weeks and, before, where each dossier stood last; oldest first. */
class DossierSource implements RecordSource {
  readonly path = 'hoso'
  #world: World
  #place: Place
  #log: ChangeLog
  #written = new Map<string, { at: number; row: SourceRow }>()
  #newest = 0

  constructor(world: World, place: Place) {
    this.#world = world
    this.#place = place
    this.#log = new ChangeLog(this.#place)
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    const records: SourceRow[] = []
    let last = after
    let more = false
    for (const { entry, row, position } of this.#current(after ?? BEGINNING, now)) {
      if (records.length === limit) {
        more = true
        break
      }
      records.push(entry ? rowOf(this.#place, lifeOf(this.#place, entry.day, entry.index), entry.number) : (row as SourceRow))
      last = position
    }
    this.#newest = Math.max(this.#newest, last?.at ?? 0)
    return { records, last, more }
  }

  countSince(after: Mark | null, now: Date): number {
    const mark = after ?? BEGINNING
    const from = this.#firstDay(mark)
    if (dayNumberOf(now) - from > COUNTED_DAYS) return this.#reckon(from, dayNumberOf(now))
    let count = 0
    for (const _ of this.#current(mark, now)) count++
    return count
  }

  write(fields: Record<string, string | null>, now: Date): SourceRow {
    // Later than anything already answered, so that no reader's mark has passed it.
    const at = Math.max(now.getTime(), this.#newest + 1)
    this.#newest = at
    const code = fields.MaHoSo ?? codeOf(this.#place.units[0]?.code as string, dayNumberOf(now), 900_000 + this.#written.size)
    const known = this.#written.get(code)?.row ?? this.#rowNow(code, now) ?? this.#fresh(code, at)
    const row = { ...known, ...fields, MaHoSo: code, NgayCapNhat: localTime(at) }
    this.#written.set(code, { at, row })
    return row
  }

  /** The steps after a mark that are told at `now`, in order, unless written over since. */
  *#current(mark: Mark, now: Date): Generator<{ entry?: Entry; row?: SourceRow; position: Mark }> {
    const until = now.getTime()
    const written = [...this.#written].filter(([code, { at }]) => at <= until && isAfter({ at, code, copy: 0 }, mark))
    written.sort(([, a], [, b]) => a.at - b.at)
    let taken = 0
    for (let day = this.#firstDay(mark); day <= dayNumberOf(now); day++) {
      const entries = this.#log.on(day, until)
      for (let place = firstFrom(entries, mark.at, ({ told }) => told); place < entries.length; place++) {
        const entry = entries[place] as Entry
        if (entry.told > until) break
        if (isForgotten(entry.next, until)) continue
        const position = { at: entry.told, code: codeOf(entry.unit, entry.day, entry.index), copy: entry.copy }
        if (!isAfter(position, mark)) continue
        const over = this.#written.get(position.code)
        if (over && over.at >= entry.told && over.at <= until) continue
        for (; taken < written.length && (written[taken]?.[1].at as number) < entry.told; taken++) yield writtenAt(written[taken])
        yield { entry, position }
      }
    }
    for (; taken < written.length; taken++) yield writtenAt(written[taken])
  }

  #firstDay(mark: Mark): number {
    return Math.max(this.#place.start, mark.at > 0 ? dayNumberOf(new Date(mark.at)) : 0)
  }

  #reckon(from: number, today: number): number {
    let filed = 0
    for (let day = from; day <= today; day++) filed += this.#place.volume(day) * (day > today - JOURNAL_DAYS ? STEPS : 1)
    let open = 0
    for (let day = Math.max(this.#place.start, from - OPEN_DAYS); day < from; day++) open += this.#place.volume(day)
    return Math.round(filed + open)
  }

  #rowNow(code: string, now: Date): SourceRow | undefined {
    const found = /-(\d{2})(\d{2})(\d{2})-(\d{6})$/.exec(code)
    if (!found) return
    const day = dayNumberOf(new Date(`20${found[1]}-${found[2]}-${found[3]}T00:00:00+07:00`))
    const index = Number(found[4])
    if (day < this.#place.start || index >= this.#place.volume(day)) return
    const life = lifeOf(this.#place, day, index)
    const number = life.steps.findLastIndex((step) => step.told <= now.getTime())
    return number >= 0 && numberOf(life) === code ? rowOf(this.#place, life, number) : undefined
  }

  /** A dossier just received at the first unit's counter, due in three working days. */
  #fresh(code: string, at: number): SourceRow {
    const procedure = this.#place.procedures[0] as Place['procedures'][number]
    return {
      MaHoSo: code,
      MaTTHC: procedure.code,
      TenTTHC: procedure.name,
      MaLinhVuc: procedure.fieldCode,
      TenLinhVuc: procedure.field,
      KenhThucHien: '1',
      NgayNopHoSo: localTime(at),
      NgayTiepNhan: localTime(at),
      NgayHenTra: localTime(this.#world.calendar.addWorkingDays(new Date(at), 3).getTime()),
      TrangThaiHoSo: '2',
      NgayKetThucXuLy: '',
      NgayTra: '',
      NgayTuChoi: '',
      DonViXuLy: this.#place.units[0]?.code ?? '',
      SoLanBoSung: '0',
      DanhSachHoSoBoSung: [],
    }
  }
}

function writtenAt(written: [string, { at: number; row: SourceRow }] | undefined) {
  const [code, { at, row }] = written as [string, { at: number; row: SourceRow }]
  return { row, position: { at, code, copy: 0 } }
}
