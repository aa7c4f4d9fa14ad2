import {
  byUrgency,
  currentProvince,
  type DescribedClause,
  type DescribedPlan,
  describePlans,
  loadUnitRegistry,
  momentOf,
  parseAsOf,
  parseGeo,
} from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

interface Options {
  asOf?: string
  geo?: string
  json?: boolean
}

/** Prints every clause of every plan with how it stands: what is late first, what nobody measures last. */
export async function printPlans(id: string | undefined, { asOf, geo, json }: Options): Promise<void> {
  const plans = await withDatabase(async ({ db }) => {
    const now = new Date()
    const asked = { asOf: asOf ? parseAsOf(asOf, now) : null, geo: geo ? parseGeo(geo, now) : undefined }
    const [units, province] = [await loadUnitRegistry(db), await currentProvince(db)]
    return describePlans(db, units, province, momentOf(asked, now), id === undefined ? {} : { id })
  })
  process.stdout.write(json ? `${JSON.stringify(plans)}\n` : plans.map(inWords).join('\n'))
}

const STATUS = {
  late: 'late',
  at_risk: 'at risk',
  on_track: 'on track',
  done: 'done',
  not_begun: 'not begun',
  unmeasured: 'not measured',
}

function inWords({ citation, source, counts, clauses }: DescribedPlan): string {
  const tally = Object.entries(counts).filter(([, count]) => count > 0)
  return [
    citation,
    `  source: ${source}`,
    `  ${tally.map(([status, count]) => `${count} ${STATUS[status as keyof typeof STATUS]}`).join(', ')}`,
    ...clauses.toSorted(byUrgency).flatMap(clauseLines),
    '',
  ].join('\n')
}

function clauseLines(clause: DescribedClause): string[] {
  const { status, text, goal, actual, units, due, forecast, noForecast, needed, indicator, unmeasured } = clause
  const head = `  ${STATUS[status].padEnd(13)} ${text}`
  if (status === 'unmeasured') return [head, `                ${whyNot(unmeasured)}`]
  const facts = [
    units ? `${units.reached} of ${units.of} units` : `now ${figure(actual)} ${goal?.unitOfMeasurement.vi}`,
    `to reach ${goal?.operator} ${figure(goal?.value)}${due ? ` by ${due}` : ''}`,
    forecast && `forecast ${figure(forecast.value)}, right ${forecast.right} times of ${forecast.tested}`,
    noForecast && `no forecast (${noForecast.replaceAll('_', ' ')})`,
    needed && `needs ${figure(needed.perMonth)} a month`,
    indicator?.id,
  ]
  return [head, `                ${facts.filter(Boolean).join(' · ')}`]
}

function whyNot(unmeasured: DescribedClause['unmeasured']): string {
  if (!unmeasured) return ''
  const { code, words, since } = unmeasured
  if (code === 'undecided') return `${words}: needs a decision`
  if (code === 'unit_ended') return `its unit ended on ${since}: needs a decision`
  if (code === 'level_ended') return `its level has had no organisation since ${since}: needs a decision`
  if (code === 'switched_off') return 'its domain is switched off here'
  return code === 'no_number' ? 'its source has given no number' : (words ?? '')
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: 1 })
}
