import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS, type Day, dayOfNumber } from '../calendar/day.ts'
import { domainFolders } from './load.ts'

export { loadWorld } from './load-world.ts'
export { keyOf, Random } from './random.ts'

// A source system that isn't there. A domain's simulate.ts says what it would answer at an instant, given the world; it
// keeps no clock of its own and draws nothing but Random, so the same world and instant always answer the same.

export interface SimulatedUnit {
  key: string
  /** The code other systems know it by (document exchange). */
  code: string
  name: string
  /** How many live there, where that is known for sure. */
  people?: number | null
  /** Who did its work before it began, as the source wrote them then; empty where nobody is known. */
  before: {
    until: Date
    names: string[]
    /** The codes of the same in document exchange, where known; their names where not. */
    codes?: string[]
  }
}

export interface World {
  province: SimulatedUnit
  communes: SimulatedUnit[]
  departments: SimulatedUnit[]
  /** Those of before the merger, with the day they ended. */
  districts: (SimulatedUnit & { until: Date })[]
  calendar: Calendar
  seed: number
  /** 1 is a province's full load. */
  scale: number
  /** The first day of history. */
  start: Day
  /** What the province's simulation.yaml says under the domain's name; each domain parses its own. */
  settings: Record<string, unknown>
}

/** A record as the source writes it: everything travels as text. */
export type SourceValue = string | null | Record<string, string>[]
export type SourceRow = Record<string, SourceValue>

/** A place in a list ordered by (updated, code, copy). */
export interface Mark {
  at: number
  code: string
  copy: number
}

export interface Changes {
  records: SourceRow[]
  /** Where the last record stands, or the mark that was asked from. */
  last: Mark | null
  more: boolean
}

/** An application interface that lists the current state of every record, oldest change first. */
export interface RecordSource {
  /** The last part of its address. */
  readonly path: string
  changesSince(after: Mark | null, limit: number, now: Date): Changes
  /** How many records stand after a mark; exact for the last days, reckoned before. */
  countSince(after: Mark | null, now: Date): number
  /** Writes fields over a record, or adds one; it carries the moment as its update time. */
  write(fields: Record<string, string | null>, now: Date): SourceRow
}

export interface Cell {
  value: string | number | null
  bold?: boolean
  /** A number format of the spreadsheet. */
  format?: string
}

export interface Sheet {
  name: string
  rows: Cell[][]
  /** Ranges such as A1:C1. */
  merges: string[]
  widths: number[]
}

/** A workbook someone saved in a shared folder, or another file. */
export interface SourceFile {
  name: string
  savedAt: Date
  sheets(): Sheet[]
  /** What lies in it where it is no workbook. */
  bytes?(): Uint8Array
}

export interface FileSource {
  /** Every file that lies in the folder at `now`, by name; a file saved again keeps its name. */
  files(now: Date): SourceFile[]
  /** Writes an amount over an item of the newest report, whose file is then saved again. */
  write(item: string, amount: number, now: Date): SourceFile
}

export interface Outlet {
  id: string
  name: string
  home: string
  /** How the outlet writes its feed. */
  form: 'rss' | 'rss-broken-html' | 'rss-zoneless' | 'atom' | 'news-sitemap'
}

export interface NewsItem {
  guid: string
  url: string
  title: string
  summary: string
  publishedAt: Date
}

export interface NewsSource {
  outlets: Outlet[]
  /** The newest items of an outlet, newest first. */
  newest(outlet: string, count: number, now: Date): NewsItem[]
  publish(outlet: string, item: Partial<NewsItem>, now: Date): NewsItem
}

/** An exchange of documents: records that carry a packet's `xml` among their fields, and each packet by itself. */
export interface PacketSource {
  list: RecordSource
  /** A packet with what is attached; null where there is none of that id. */
  packet(id: string): string | null
}

/** What a domain simulates: one or more ways its sources speak. */
export interface Simulator {
  records?: (world: World) => RecordSource | RecordSource[]
  files?: (world: World) => FileSource
  news?: (world: World) => NewsSource
  packets?: (world: World) => PacketSource
}

export function defineSimulator(simulator: Simulator): Simulator {
  return simulator
}

/** The simulators of sql/domains, by domain; a domain without one is left out. */
export async function loadSimulators(): Promise<Map<string, Simulator>> {
  const found = domainFolders().filter((folder) => existsSync(join(folder, 'simulate.ts')))
  const loaded = await Promise.all(
    found.map(async (folder): Promise<[string, Simulator]> => {
      const module = await import(pathToFileURL(join(folder, 'simulate.ts')).href)
      return [basename(folder), module.default]
    }),
  )
  return new Map(loaded)
}

/** Instants as the source writes them: local time without a zone, yyyy-MM-ddTHH:mm:ss.fff. */
export function localTime(at: number): string {
  const local = at + OFFSET_MS
  const day = Math.floor(local / DAY_MS)
  const left = local - day * DAY_MS
  const [hour, minute, second] = [Math.floor(left / 3_600_000), Math.floor(left / 60_000) % 60, Math.floor(left / 1_000) % 60]
  return `${dateOf(day)}T${two(hour)}:${two(minute)}:${two(second)}.${String(left % 1_000).padStart(3, '0')}`
}

const OFFSET_MS = 7 * 3_600_000

// Half of the time of writing a record went into dates, and there are but a few thousand days.
const dates = new Map<number, string>()

/** dayOfNumber from memory. */
export function dateOf(day: number): Day {
  let date = dates.get(day)
  if (!date) {
    date = dayOfNumber(day)
    dates.set(day, date)
  }
  return date
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}
