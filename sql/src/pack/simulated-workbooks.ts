import { dayNumberOf } from '../calendar/day.ts'
import { type Cell, dateOf, type FileSource, localTime, type Sheet, type SourceFile, type World } from './simulate.ts'
import { type Entry, figuresOf, type SimulatedForm, tellingsOn } from './simulated-forms.ts'

/** A form that an office fills in as a workbook, one for each period. */
export interface WorkbookForm extends SimulatedForm {
  title: string
  /** The file's name without its ending, by the period's last day. */
  file(asOf: number): string
}

interface Workbook {
  form: WorkbookForm
  asOf: number
  entries: Entry[]
}

const WIDTH = 16

/** Statistical reports as workbooks in a shared folder: one a form and period, saved again as its units report. */
export class SimulatedWorkbooks implements FileSource {
  #world: World
  #forms: WorkbookForm[]
  #workbooks: { day: number; all: Workbook[] } = { day: -1, all: [] }
  #written = new Map<string, { at: number; item: string; amount: number }>()

  constructor(world: World, forms: WorkbookForm[]) {
    this.#world = world
    this.#forms = forms
  }

  files(now: Date): SourceFile[] {
    return this.#workbooksOn(now).flatMap((workbook) => {
      const told = workbook.entries.filter(({ at, next }) => at <= now.getTime() && now.getTime() < next)
      if (told.length === 0) return []
      const name = nameOf(workbook)
      const written = this.#written.get(name)
      const savedAt = new Date(Math.max(...told.map(({ at }) => at), written?.at ?? 0))
      return [{ name, savedAt, sheets: () => [this.#sheetOf(workbook, told)] }]
    })
  }

  write(item: string, amount: number, now: Date): SourceFile {
    const newest = this.files(now).at(-1)
    if (!newest) throw new Error('No form has been filled in yet.')
    this.#written.set(newest.name, { at: now.getTime(), item, amount })
    return this.files(now).at(-1) as SourceFile
  }

  #workbooksOn(now: Date): Workbook[] {
    const day = dayNumberOf(now)
    if (this.#workbooks.day === day) return this.#workbooks.all
    const all = new Map<string, Workbook>()
    for (const form of this.#forms) {
      for (const entry of tellingsOn(this.#world, [form], day)) {
        const workbook = { form, asOf: entry.asOf, entries: [] as Entry[] }
        const known = all.get(nameOf(workbook)) ?? workbook
        known.entries.push(entry)
        all.set(nameOf(workbook), known)
      }
    }
    this.#workbooks = { day, all: [...all.values()].sort((a, b) => a.asOf - b.asOf) }
    return this.#workbooks.all
  }

  #sheetOf(workbook: Workbook, told: Entry[]): Sheet {
    const { form, asOf } = workbook
    const written = this.#written.get(nameOf(workbook))
    const rows = told.map((entry, index) => {
      const { reporter, at } = entry
      const figures: Record<string, string | number> = Object.fromEntries(
        Object.entries(figuresOf(this.#world, entry)).map(([column, value]) => [column, asCell(value)]),
      )
      if (index === 0 && written) figures[written.item] = written.amount
      const updated = index === 0 && written ? written.at : at
      return {
        STT: index + 1,
        'Mã đơn vị': reporter.code,
        'Tên đơn vị': reporter.name,
        'Mã biểu': form.code,
        'Tính đến ngày': slashed(dateOf(asOf)),
        ...figures,
        'Cập nhật lúc': `${slashed(localTime(updated).slice(0, 10))} ${localTime(updated).slice(11, 16)}`,
      }
    })
    const columns = Object.keys(rows[0] ?? {})
    const head: Cell[][] = [
      [{ value: form.title, bold: true }],
      [{ value: 'Số liệu mô phỏng, không phải số liệu của cơ quan nhà nước' }],
      columns.map((column) => ({ value: column, bold: true })),
    ]
    const last = letterOf(columns.length)
    return {
      name: 'Biểu',
      rows: [...head, ...rows.map((row) => Object.values(row).map((value) => ({ value })))],
      merges: [`A1:${last}1`, `A2:${last}2`],
      widths: columns.map(() => WIDTH),
    }
  }
}

function nameOf({ form, asOf }: Pick<Workbook, 'form' | 'asOf'>): string {
  return `${form.file(asOf)}.xlsx`
}

/** A figure is a number in a workbook, a word stays a word. */
function asCell(value: unknown): string | number {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : String(value)
}

function slashed(day: string): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

/** The letters of a column, from 1: A, Z, AA. */
function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26))
  return column > 26 ? letterOf(Math.floor((column - 1) / 26)) + letter : letter
}
