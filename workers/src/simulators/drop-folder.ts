import { mkdir, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell, FileSource, Sheet, SourceFile } from '@ioc/sql/simulate'
import ExcelJS from 'exceljs'

const LOOK_EVERY_MS = 5_000

/** Someone who saves workbooks and other files into a shared folder, each whole or not at all. */
export class DropFolder {
  readonly folder: string
  #source: FileSource
  #timer: NodeJS.Timeout | undefined
  #saving: Promise<void> = Promise.resolve()
  #shutUntil = 0
  #closed = false

  constructor(folder: string, source: FileSource) {
    this.folder = folder
    this.#source = source
  }

  /** Makes the folder, then saves what is due without keeping anyone waiting: years of history take some seconds. */
  async open(now: () => Date): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const look = () => void this.save(now()).catch((error) => console.error(`${this.folder}: ${error}`))
    this.#timer = setInterval(look, LOOK_EVERY_MS)
    look()
  }

  /** One save at a time: two would fight over the same temporary file. */
  save(now: Date): Promise<void> {
    this.#saving = this.#saving
      .catch(() => {})
      .then(async () => {
        if (now.getTime() < this.#shutUntil) return
        for (const file of this.#source.files(now)) {
          if (this.#closed) return
          await this.#saveOne(file)
        }
      })
    return this.#saving
  }

  /** Nothing is saved until then. */
  shut(until: number): void {
    this.#shutUntil = until
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#saving.catch(() => {})
  }

  async #saveOne(file: SourceFile): Promise<void> {
    const path = join(this.folder, file.name)
    const known = await stat(path).catch(() => null)
    if (known && Math.round(known.mtimeMs) === file.savedAt.getTime()) return
    // A dot in front keeps a half-written file from matching anyone's «*.xlsx» on systems that list it.
    const half = join(this.folder, `.${file.name}.dang-ghi`)
    if (file.bytes) await writeFile(half, file.bytes())
    else await workbookOf(file.sheets(), file.savedAt).xlsx.writeFile(half)
    await utimes(half, file.savedAt, file.savedAt)
    await rename(half, path)
  }
}

function workbookOf(sheets: Sheet[], savedAt: Date): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Hệ thống mô phỏng'
  workbook.created = savedAt
  workbook.modified = savedAt
  for (const { name, rows, merges, widths } of sheets) {
    const sheet = workbook.addWorksheet(name)
    sheet.columns = widths.map((width) => ({ width }))
    rows.forEach((cells, index) => {
      const row = sheet.getRow(index + 1)
      for (const [column, cell] of cells.entries()) write(row.getCell(column + 1), cell)
    })
    for (const range of merges) sheet.mergeCells(range)
  }
  return workbook
}

function write(into: ExcelJS.Cell, { value, bold, format }: Cell): void {
  if (value === null) return
  into.value = value
  if (bold) into.font = { bold: true }
  if (format) into.numFmt = format
}
