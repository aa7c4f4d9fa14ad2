import { mkdir, rename, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell, FileSource, Sheet, SourceFile } from '@ioc/sql/simulate'
import ExcelJS from 'exceljs'

const LOOK_EVERY_MS = 5_000

/** Someone who saves workbooks into a shared folder, each whole or not at all. */
export class DropFolder {
  readonly folder: string
  #source: FileSource
  #timer: NodeJS.Timeout | undefined
  #saving: Promise<void> = Promise.resolve()
  #closedUntil = 0

  constructor(folder: string, source: FileSource) {
    this.folder = folder
    this.#source = source
  }

  /** Saves what is due now, then keeps looking. */
  async open(now: () => Date): Promise<void> {
    await this.save(now())
    this.#timer = setInterval(() => this.save(now()).catch((error) => console.error(`${this.folder}: ${error}`)), LOOK_EVERY_MS)
  }

  /** One save at a time: two would fight over the same temporary file. */
  save(now: Date): Promise<void> {
    this.#saving = this.#saving
      .catch(() => {})
      .then(async () => {
        if (now.getTime() < this.#closedUntil) return
        await mkdir(this.folder, { recursive: true })
        for (const file of this.#source.files(now)) await this.#saveOne(file)
      })
    return this.#saving
  }

  /** Nothing is saved until then. */
  shut(until: number): void {
    this.#closedUntil = until
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#saving.catch(() => {})
  }

  async #saveOne(file: SourceFile): Promise<void> {
    const path = join(this.folder, file.name)
    const known = await stat(path).catch(() => null)
    if (known && Math.floor(known.mtimeMs / 1_000) === Math.floor(file.savedAt.getTime() / 1_000)) return
    // A dot in front keeps a half-written file from matching anyone's «*.xlsx» on systems that list it.
    const half = join(this.folder, `.${file.name}.dang-ghi`)
    await workbookOf(file.sheets(), file.savedAt).xlsx.writeFile(half)
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
      cells.forEach((cell, column) => write(row.getCell(column + 1), cell))
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
