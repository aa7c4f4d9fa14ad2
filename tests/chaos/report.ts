import { KINDS } from './faults/index.ts'
import type { Outcome } from './run.ts'

/** What a run found, as lines of text. */
export function reportOf({ seed, minutes, strikes, untried, checks, logFile }: Outcome): string {
  const rows = KINDS.flatMap((kind) => {
    const of = strikes.filter((each) => each.kind === kind)
    if (of.length === 0) return []
    const times = of.flatMap(({ recoveredMs }) => recoveredMs ?? []).sort((a, b) => a - b)
    const lost = of.length - times.length
    return [
      [
        kind,
        String(of.length),
        seconds(percentile(times, 50)),
        seconds(percentile(times, 99)),
        lost > 0 ? `${lost} did not recover` : '',
      ],
    ]
  })
  const all = strikes.flatMap(({ recoveredMs }) => recoveredMs ?? []).sort((a, b) => a - b)
  const lines = [
    `Seed ${seed}: ${strikes.length} faults in ${minutes.toFixed(1)} minutes, start and rest included`,
    '',
    ...table([
      ['fault', 'struck', 'p50 s', 'p99 s', ''],
      ...rows,
      ['all', String(strikes.length), seconds(percentile(all, 50)), seconds(percentile(all, 99)), ''],
    ]),
    ...untried.map(({ kind, lacks }) => `${kind}: not tried, for want of ${lacks}`),
    '',
    ...checks.flatMap(({ name, of, wrong }) => [
      `${wrong.length === 0 ? '✔' : '✘'} ${name} (${of})`,
      ...wrong.map((line) => `    ${line}`),
    ]),
    '',
    `What the processes said: ${logFile}`,
  ]
  return lines.join('\n')
}

/** Whether everything held: each check, and every fault was recovered from. */
export const holds = ({ checks, strikes }: Outcome): boolean =>
  checks.every(({ wrong }) => wrong.length === 0) && strikes.every(({ recoveredMs }) => recoveredMs !== null)

/** The smallest that so many percent do not exceed; null of none. */
function percentile(sorted: readonly number[], percent: number): number | null {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null
}

const seconds = (ms: number | null) => (ms === null ? '–' : (ms / 1000).toFixed(1))

function table(rows: string[][]): string[] {
  const widths = (rows[0] as string[]).map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] as number) : cell.padStart(widths[n] as number)))
      .join('  ')
      .trimEnd(),
  )
}
