import { layoutOf, type ReportCell, type ReportTemplate } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'

/** Which report a workbook is for. */
export interface WorkbookOf {
  template: ReportTemplate
  version: number
  unit: { key: string; name: string }
  period: { from: string; last: string; due: string; name: string }
}

/** Where everything stands on the sheet; writer and reader go by the same plan, so a moved cell is noticed. */
export interface SheetPlan {
  /** How many columns there are, the one of labels included. */
  width: number
  headings: { row: number; text: string; help: string | null }[]
  /** Address → what is written there for good. */
  labels: Map<string, string>
  /** Address → the cell to type into. */
  inputs: Map<string, ReportCell>
  /** Rows of column titles, from which column to which. */
  tables: { row: number; columns: number }[]
  lastRow: number
}

export const SHEET = 'Báo cáo'
export const STAMP_SHEET = '_mau'
/** Below the hidden row of letters: title, unit and period, how to fill it in, the act. */
export const FIRST_ROW = 7

export function planOf(template: ReportTemplate): SheetPlan {
  const cells = new Map(layoutOf(template).cells.map((cell) => [cell.id, cell]))
  const plan: SheetPlan = {
    width: 1 + Math.max(...template.sections.map(({ columns }) => columns.length)),
    headings: [],
    labels: new Map(),
    inputs: new Map(),
    tables: [],
    lastRow: FIRST_ROW,
  }
  let row = FIRST_ROW
  for (const section of template.sections) {
    plan.headings.push({ row, text: section.title.vi, help: section.help?.vi ?? null })
    plan.labels.set(addressOf(row, 1), section.title.vi)
    if (section.help) plan.labels.set(addressOf(++row, 1), section.help.vi)
    row++
    plan.tables.push({ row, columns: section.columns.length })
    plan.labels.set(addressOf(row, 1), 'Chỉ tiêu')
    section.columns.forEach(({ title, unit }, place) => {
      plan.labels.set(addressOf(row, place + 2), withUnit(title, unit))
    })
    for (const { id, title, unit } of section.rows) {
      row++
      plan.labels.set(addressOf(row, 1), withUnit(title, unit))
      section.columns.forEach((column, place) => {
        plan.inputs.set(addressOf(row, place + 2), cells.get(`${section.id}.${id}.${column.id}`) as ReportCell)
      })
    }
    plan.lastRow = row
    row += 2
  }
  return plan
}

function addressOf(row: number, column: number): string {
  return `${letterOf(column)}${row}`
}

/** At most twenty columns and that of the labels: one letter is enough. */
export function letterOf(column: number): string {
  return String.fromCharCode(64 + column)
}

function withUnit(title: Localised, unit: Localised | undefined): string {
  return unit ? `${title.vi} (${unit.vi})` : title.vi
}
