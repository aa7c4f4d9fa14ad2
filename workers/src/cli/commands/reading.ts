import {
  type Asked,
  currentProvince,
  describeProof,
  describeReading,
  loadUnitRegistry,
  openQuestion,
  proveReading,
  readIndicator,
} from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

interface Options extends Omit<Asked, 'indicator' | 'unit'> {
  unit?: string
  proof?: boolean
  json?: boolean
}

const GROUPS_SHOWN = 20

/** Prints an indicator's value with its clocks and state and, with --proof, the rows that add up to it. */
export async function printReading(indicator: string, { proof: wanted, json, unit: key, ...asked }: Options): Promise<void> {
  const answer = await withDatabase(async ({ db }) => {
    const registry = await loadUnitRegistry(db)
    const asksOf = key ?? (await currentProvince(db)).unit
    const question = await openQuestion(db, registry, { indicator, unit: asksOf, ...asked })
    const { units, indicator: defined, unit, moment, span, compare } = question
    const compared = await readIndicator(db, units, defined, unit.id, moment, span, compare)
    if (!wanted) return describeReading(units, question, compared)
    const proof = await proveReading(db, units, defined, unit.id, moment, span)
    // A proof is of the number alone; what it is compared with is read beside it.
    const { before, beforeSpan } = compared
    return {
      ...describeReading(units, question, { ...proof.reading, before, beforeSpan }),
      proof: describeProof(proof, GROUPS_SHOWN),
    }
  })
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : inWords(answer))
  if ('proof' in answer && !answer.proof.agrees) process.exitCode = 1
}

type Answer = ReturnType<typeof describeReading> & { proof?: ReturnType<typeof describeProof> }

function inWords(answer: Answer): string {
  const { clocks, definition, proof } = answer
  const value = answer.value === null ? 'no number,' : answer.value.toLocaleString('en', { maximumFractionDigits: 4 })
  const lines = [
    `${answer.indicator}  ${answer.title.vi}`,
    `value       ${value} ${answer.unitOfMeasurement.en}${answer.estimate ? ' (estimate: a split unit was shared out)' : ''}`,
    `state       ${answer.state}${answer.level ? `, ${answer.level}` : ''}${answer.simulated ? ', simulated source' : ''}`,
    `unit        ${answer.unit.name} (${answer.unit.key}), map of ${answer.geo}`,
    ...answer.where.map(
      ({ dim, title, values }) =>
        `only        ${title.vi} (${dim}): ${values.map(({ title, key }) => `${title.vi} (${key})`).join(', ')}`,
    ),
    `period      ${inVietnam(clocks.from)} to ${inVietnam(clocks.to)}`,
    `source      ${clocks.sourceAsOf ? inVietnam(clocks.sourceAsOf) : 'has not said'}`,
    `received    ${clocks.receivedAt ? inVietnam(clocks.receivedAt) : 'not to its end yet'}${answer.reconstructed ? ' (reconstructed: by the source’s own clock, before we listened)' : ''}`,
    `computed    ${inVietnam(clocks.computedAt)}${answer.asOf ? ' (as of then)' : ''}`,
    ...(answer.before === null
      ? []
      : [
          `year before ${answer.before.toLocaleString('en', { maximumFractionDigits: 4 })} (${inVietnam(answer.beforeFrom)} to ${inVietnam(answer.beforeTo)})`,
        ]),
    `formula     ${definition.formula}`,
    `basis       ${definition.basis}${definition.certified ? ', certified' : ', not certified'}`,
  ]
  return `${[...lines, ...(proof ? proofLines(proof) : [])].join('\n')}\n`
}

/** 2026-01-15 09:00 +07:00 */
function inVietnam(instant: string | null): string {
  return instant === null
    ? ''
    : `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} +07:00`
}

function proofLines({ terms, agrees, rows, value }: ReturnType<typeof describeProof>): string[] {
  const lines = ['']
  for (const { measure, distinct, dim, values, total, sum, agrees: same, groups, rest } of terms) {
    const picked = dim ? ` where ${dim} is ${(values ?? []).join(' or ')}` : ''
    const of = distinct ? `${distinct} of ` : ''
    lines.push(
      `${same ? '✔' : '✘'} ${of}${measure}${picked}: totals say ${total ?? 'nothing'}, rows add up to ${sum ?? 'nothing'}`,
    )
    for (const group of groups) {
      const share = group.weight < 1 ? ` × ${group.weight}` : ''
      lines.push(
        `    ${String(group.value).padStart(12)}${share}  ${group.rows} rows  ${group.unit.name}  ${Object.values(group.dims).join(' · ')}`,
      )
    }
    if (rest.groups > 0) lines.push(`    ${String(rest.value).padStart(12)}  ${rest.rows} rows  in ${rest.groups} more groups`)
  }
  lines.push(`${agrees ? '✔' : '✘'} ${rows} rows re-add to ${value ?? 'no number'}`)
  return lines
}
