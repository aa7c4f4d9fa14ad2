import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
  type BoundaryReport,
  type BoundarySet,
  currentProvince,
  type Database,
  Invalid,
  keepBoundaries,
  listBoundaries,
  loadUnitRegistry,
  mappedUnits,
  parseGeo,
  putInForce,
  unitsToMatch,
  withdrawBoundaries,
} from '@ioc/sql'
import { Command } from 'commander'
import { prepareApart } from '../../boundaries/apart.ts'
import { withDatabase } from '../with-database.ts'

/** Outlines of units for the map of the wall: looked at, put in force for days from one on, withdrawn. */
export const boundariesCommand = new Command('boundaries').description(
  'outlines of communes for the map; without any the wall shows its cartogram',
)

interface Loading {
  validFrom: string
  source: string
  licence: string
  by: string
  why: string
  json?: boolean
}

boundariesCommand
  .command('look')
  .description('what a file of GeoJSON or TopoJSON would draw; nothing is changed')
  .argument('<file>')
  .requiredOption('--valid-from <day>', 'the day since when these boundaries hold, such as 2025-07-01')
  .option('--json', 'print one line of JSON')
  .action(async (file: string, { validFrom, json }: Loading) => {
    const { report } = await withDatabase((database) => prepare(database, file, validFrom))
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : inWords(report))
  })

boundariesCommand
  .command('load')
  .description('draw days from one on by a file')
  .argument('<file>')
  .requiredOption('--valid-from <day>', 'the day since when these boundaries hold, such as 2025-07-01')
  .requiredOption('--source <text>', 'where the file is from')
  .requiredOption('--licence <text>', 'by what right it is used; shown with its source under the map')
  .requiredOption('--by <name>', 'who loads it')
  .requiredOption('--why <text>', 'why, for others to understand later')
  .option('--json', 'print one line of JSON')
  .action(async (file: string, { validFrom, json, ...loading }: Loading) => {
    const set = await withDatabase(async (database) => {
      const { units, ...prepared } = await prepare(database, file, validFrom)
      const fileSha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
      const kept = await keepBoundaries(database.db, { validFrom, units, fileName: basename(file), fileSha256, ...prepared })
      return putInForce(database.db, kept.id, loading)
    })
    process.stdout.write(
      json ? `${JSON.stringify(set)}\n` : `${inWords(set.report)}In force as ${set.id}; walls draw it within seconds.\n`,
    )
  })

boundariesCommand
  .command('list')
  .description('every set that was in force')
  .option('--json', 'print one line of JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const sets = await withDatabase(({ db }) => listBoundaries(db))
    process.stdout.write(
      json ? `${JSON.stringify(sets)}\n` : sets.map(lineOf).join('') || 'None: the wall shows its cartogram.\n',
    )
  })

boundariesCommand
  .command('withdraw')
  .description('draw by a set no more: by the one before it, or the cartogram')
  .argument('<id>', 'as `ioc boundaries list` says')
  .requiredOption('--by <name>', 'who withdraws it')
  .requiredOption('--why <text>', 'why, for others to understand later')
  .action(async (id: string, { by, why }: Loading) => {
    if (!/^\d{1,15}$/.test(id)) throw new Invalid(`«${id}» is no id. \`ioc boundaries list\` says them.`)
    await withDatabase(({ db }) => withdrawBoundaries(db, Number(id), { by, why }))
    process.stdout.write('Withdrawn.\n')
  })

async function prepare({ db }: Database, path: string, day: string) {
  const { unitId } = await currentProvince(db)
  const units = mappedUnits(await loadUnitRegistry(db), unitId, parseGeo(day, new Date()))
  return { units, ...(await prepareApart({ path, units: await unitsToMatch(db, units) })) }
}

function inWords(report: BoundaryReport): string {
  const { before, after } = report
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`
  return [
    `${report.matched} of ${report.units} units have a shape, found by the property «${report.property}»${report.zeros ? ' (zeros before the codes are lost)' : ''}${report.object === null ? '' : ` of the object «${report.object}»`}.`,
    report.bare.length > 0 && `Without a shape: ${report.bare.map(({ name, code }) => `${name} (${code})`).join(', ')}.`,
    report.strangerCount > 0 &&
      `${report.strangerCount} shapes of no unit: ${report.strangers.map(({ name, code, like }) => `${name} (${code}${like === null ? '' : `; named as ${like}`})`).join(', ')}.`,
    ...report.notes.map(({ en }) => en),
    `${before.vertices} corners in ${kilobytes(before.bytes)} became ${after.vertices} in ${kilobytes(after.bytes)}: none was left out that moves a line by more than some ${report.tolerance.toFixed(0)} m. ${(100 * report.shared).toFixed(0)} % of the lines lie between two units and stay one.`,
  ]
    .filter(Boolean)
    .map((line) => `${line}\n`)
    .join('')
}

function lineOf({
  id,
  validFrom,
  fileName,
  report,
  source,
  licence,
  loadedBy,
  loadedAt,
  withdrawnBy,
  withdrawnAt,
}: BoundarySet): string {
  const end = withdrawnAt === null ? '' : `; withdrawn ${withdrawnAt.toISOString()} by ${withdrawnBy}`
  return `${id}: from ${validFrom}, ${report.matched} of ${report.units} units, ${fileName}, ${source}, ${licence}; loaded ${loadedAt?.toISOString()} by ${loadedBy}${end}\n`
}
