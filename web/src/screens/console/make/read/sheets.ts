import type { SeenSheet } from '@ioc/server/contract'

/** A pattern that just these names of sheets fit. */
export function patternOf(names: string[]): string {
  return `^(${names.map(escaped).join('|')})$`
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** The sheets that are read; all where none is chosen. */
export function sheetsIn({ sheet }: { kind?: string; sheet?: unknown }, sheets: SeenSheet[]): SeenSheet[] {
  if (typeof sheet !== 'string') return sheets
  try {
    const wanted = new RegExp(sheet, 'iu')
    return sheets.filter(({ name }) => wanted.test(name))
  } catch {
    return []
  }
}

/** «A», «B», … «AA»: a column as a spreadsheet letters it, from 0. */
export function columnLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnLetters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))
}
