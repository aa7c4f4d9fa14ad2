import { dayNumberOf } from '../calendar/day.ts'
import { BEGINNING, firstFrom, isAfter } from './marks.ts'
import { type Changes, localTime, type Mark, type RecordSource, type SourceRow, type World } from './simulate.ts'
import { type Entry, figuresOf, periodOf, type SimulatedForm, tellingsOn } from './simulated-forms.ts'

/**
 * Statistical reports as an integration platform lists them: the newest telling of every (unit, form, part, period), oldest
 * change first.
 */
export class SimulatedReports implements RecordSource {
  readonly path: string
  #world: World
  #forms: SimulatedForm[]
  #entries: { day: number; sorted: Entry[] } = { day: -1, sorted: [] }
  #written = new Map<string, { at: number; row: SourceRow }>()
  #newest = 0

  constructor(path: string, world: World, forms: SimulatedForm[]) {
    this.path = path
    this.#world = world
    this.#forms = forms
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    const records: SourceRow[] = []
    let last = after
    for (const { entry, row, mark } of this.#current(after ?? BEGINNING, now)) {
      if (records.length === limit) return { records, last, more: true }
      records.push(entry ? this.#rowOf(entry) : (row as SourceRow))
      last = mark
    }
    this.#newest = Math.max(this.#newest, last?.at ?? 0)
    return { records, last, more: false }
  }

  countSince(after: Mark | null, now: Date): number {
    let count = 0
    for (const _ of this.#current(after ?? BEGINNING, now)) count++
    return count
  }

  /** Fields over the newest report of the first unit, or over the one their unit, form and period name. */
  write(fields: Record<string, string | null>, now: Date): SourceRow {
    // Later than anything already answered, so that no reader's mark has passed it.
    const at = Math.max(now.getTime(), this.#newest + 1)
    this.#newest = at
    const told = this.#entriesOn(now).filter((entry) => entry.at <= now.getTime())
    const wanted = told.findLast((entry) => {
      const row = this.#rowOf(entry)
      return ['MaDonVi', 'NhomChiTieu', 'KyBaoCao'].every((field) => fields[field] === undefined || fields[field] === row[field])
    })
    const known = wanted ? (this.#written.get(wanted.code)?.row ?? this.#rowOf(wanted)) : ({} as SourceRow)
    const row: SourceRow = { ...known, ...fields, NgayCapNhat: localTime(at) }
    this.#written.set(wanted?.code ?? `${row.MaDonVi}|${row.NhomChiTieu}||${row.KyBaoCao}`, { at, row })
    return row
  }

  *#current(mark: Mark, now: Date): Generator<{ entry?: Entry; row?: SourceRow; mark: Mark }> {
    const until = now.getTime()
    const written = [...this.#written]
      .map(([code, { at, row }]) => ({ row, mark: { at, code, copy: 99 } }))
      .filter(({ mark: { at }, mark: own }) => at <= until && isAfter(own, mark))
      .sort((a, b) => a.mark.at - b.mark.at)
    let taken = 0
    const entries = this.#entriesOn(now)
    for (let place = firstFrom(entries, mark.at, ({ at }) => at); place < entries.length; place++) {
      const entry = entries[place] as Entry
      if (entry.at > until) break
      if (entry.next <= until || !isAfter(entry, mark) || this.#written.has(entry.code)) continue
      for (; taken < written.length && (written[taken]?.mark.at as number) < entry.at; taken++) yield written[taken] as Written
      yield { entry, mark: { at: entry.at, code: entry.code, copy: entry.copy } }
    }
    for (; taken < written.length; taken++) yield written[taken] as Written
  }

  #entriesOn(now: Date): Entry[] {
    const day = dayNumberOf(now)
    if (this.#entries.day !== day) this.#entries = { day, sorted: tellingsOn(this.#world, this.#forms, day) }
    return this.#entries.sorted
  }

  #rowOf(entry: Entry): SourceRow {
    const { form, reporter, asOf, at } = entry
    return {
      MaDonVi: reporter.code,
      TenDonVi: reporter.name,
      NhomChiTieu: form.code,
      KyBaoCao: periodOf(form.every, asOf),
      ...figuresOf(this.#world, entry),
      NgayCapNhat: localTime(at),
    }
  }
}

type Written = { row: SourceRow; mark: Mark }
