import { z } from 'zod'
import { defineSimulator, type FileSource, type SourceFile, type World } from '../../src/pack/simulate.ts'
import { addDays, dayOf, startOfDay } from '../../src/time/hanoi.ts'
import { INDICES } from './items.ts'
import { communesSheet } from './simulation/communes.ts'
import { INDEX_KEYS, publishedOn, resultsOf } from './simulation/editions.ts'
import { sheetOf } from './simulation/sheet.ts'

/** Editions that were out before history begins, so that a place can be compared with the one before. */
const EDITIONS_BEFORE = 4
/** Provinces ranked together, before the mergers of 2025 and since. */
const RANKED = { before: 63, since: 34 }
const MERGED_IN = 2025
const COMMUNES_FROM = '2026-01-01'
const TOLD_AFTER_DAYS = 5
const SAVED_AT_MS = 9 * 3_600_000

/** The first edition that is made up. */
const Settings = z.object({ from: z.number().int().optional() })

export default defineSimulator({ files: (world) => new Announcements(world, Settings.parse(world.settings.indices ?? {})) })

/** A folder in which someone keeps the results of each year: a workbook an edition, a sheet an index since it was announced. */
class Announcements implements FileSource {
  #world: World
  #first: number
  #written = new Map<string, { score: number; at: number }>()

  constructor(world: World, { from }: z.infer<typeof Settings>) {
    this.#world = world
    this.#first = from ?? Number(world.start.slice(0, 4)) - EDITIONS_BEFORE
  }

  files(now: Date): SourceFile[] {
    const files: SourceFile[] = []
    for (let edition = this.#first; edition < Number(dayOf(now).slice(0, 4)); edition++) {
      const announced = INDEX_KEYS.filter((index) => announcedAt(index, edition) <= now.getTime())
      if (announced.length === 0) break
      const saved = announced.flatMap((index) => [announcedAt(index, edition), this.#written.get(`${index}|${edition}`)?.at ?? 0])
      files.push({
        name: `chi-so-${edition}.xlsx`,
        savedAt: new Date(Math.max(...saved)),
        sheets: () =>
          announced.map((index) => sheetOf(index, INDICES[index]?.title.vi ?? index, this.#published(index, edition))),
      })
    }
    return [...files, ...this.#monthly(now)]
  }

  /** Communes are scored from 2026 on, each month by its end. */
  #monthly(now: Date): SourceFile[] {
    const files: SourceFile[] = []
    for (let month = COMMUNES_FROM; ; month = addDays(lastOf(month), 1)) {
      const last = lastOf(month)
      const savedAt = startOfDay(addDays(last, TOLD_AFTER_DAYS)).getTime() + SAVED_AT_MS
      if (savedAt > now.getTime()) return files
      files.push({
        name: `dti-cap-xa-${month.slice(0, 7)}.xlsx`,
        savedAt: new Date(savedAt),
        sheets: () => [communesSheet(this.#world, last)],
      })
    }
  }

  write(item: string, score: number, now: Date): SourceFile {
    const newest = this.#first + this.files(now).filter(({ name }) => name.startsWith('chi-so')).length - 1
    const edition = INDEX_KEYS.includes(item) && announcedAt(item, newest) > now.getTime() ? newest - 1 : newest
    if (!INDEX_KEYS.includes(item)) throw new Error(`There is no index «${item}». There are: ${INDEX_KEYS.join(', ')}.`)
    this.#written.set(`${item}|${edition}`, { score, at: now.getTime() })
    return this.files(now).find(({ name }) => name === `chi-so-${edition}.xlsx`) as SourceFile
  }

  #published(index: string, edition: number) {
    const ranked = edition < MERGED_IN ? RANKED.before : RANKED.since
    const { at, score } = this.#written.get(`${index}|${edition}`) ?? { at: null, score: null }
    return this.#measured(edition).map((unit) => {
      const [whole, ...parts] = resultsOf(index, edition, unit, ranked, this.#world.seed)
      const results = whole ? [{ ...whole, score: score ?? whole.score }, ...parts] : parts
      return { unit, edition, ranked, on: at === null ? publishedOn(index, edition) : dayOf(new Date(at)), results }
    })
  }

  /** Who was measured: the provinces it was made of, until it was made. */
  #measured(edition: number): string[] {
    const { key, before } = this.#world.province
    return before.names.length > 0 && startOfDay(`${edition}-12-31`) < before.until ? before.names : [key]
  }
}

/** The last day of the month that begins on a day. */
function lastOf(month: string): string {
  return addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1)
}

function announcedAt(index: string, edition: number): number {
  return startOfDay(publishedOn(index, edition)).getTime() + SAVED_AT_MS
}
