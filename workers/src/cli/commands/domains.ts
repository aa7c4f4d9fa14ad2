import { type DomainSummary, summariseDomains } from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

/** Lists the domains with what there is of each, and whether its totals re-add; exit 1 where any does not. */
export async function listDomains({ json, verify }: { json?: boolean; verify: boolean }): Promise<void> {
  const domains = await withDatabase(({ db }) => summariseDomains(db, { verifying: verify }))
  process.stdout.write(json ? `${JSON.stringify(domains)}\n` : `${inColumns(domains).join('\n')}\n`)
  if (domains.some(({ verified }) => verified === false)) process.exitCode = 1
}

const HEAD = ['id', 'feeds', 'facts', 'indicators', 'last run', 'verified', 'title']
/** Numbers stand under each other at the right. */
const AT_RIGHT = [1, 2, 3]

function inColumns(domains: DomainSummary[]): string[] {
  const rows = [
    HEAD,
    ...domains.map(({ id, feeds, facts, indicators, lastRun, verified, title }) => [
      id,
      String(feeds),
      facts.toLocaleString('en'),
      String(indicators),
      lastRun ? inVietnam(lastRun) : 'never',
      verified === null ? '–' : verified ? '✔' : '✘',
      title.vi,
    ]),
  ]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (AT_RIGHT.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** 2026-01-15 09:00 */
function inVietnam(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
