import type { Database } from '../db.ts'
import type { Owners } from '../escalation/owner.ts'
import { TOPICS } from '../listening/topics.ts'
import { loadDomains } from '../pack/load.ts'
import { isDomainOn } from '../province/switches.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { readByUnit } from '../readings/by-unit.ts'
import { type Issue, readIssues } from '../readings/texts/issues.ts'
import { isTold } from './conditions/threshold.ts'
import type { FoundAlert } from './find.ts'
import { watchesOf } from './find-out.ts'
import { listAlertRules } from './rules.ts'
import type { House } from './sight.ts'
import { numberOf, parseSubject } from './subject.ts'

type Of = Pick<FoundAlert, 'rule' | 'subject' | 'unit'>

/** What else is counted of whoever answers for an alert: the reports of their category, what is said of their field. */
export interface RelatedNumber {
  subject: string
  value: number
}

const SHOWN = 6
/** Of so many issues those of the field are found. */
const SEARCHED = 60

/**
 * The numbers that rules route to the unit that answers for an alert, other than what it is of itself, of the same place; of an
 * alert of a unit below the province those of that unit, whoever answers. Those there are none of are left out.
 */
export async function relatedNumbers(house: House, owners: Owners, alert: Of, now = new Date()): Promise<RelatedNumber[]> {
  const { db, units, registry, province } = house
  const isBelow = alert.unit !== null && alert.unit !== province.unit
  const unit = units.find(alert.unit ?? province.unit)
  const owner = owners.named(alert.rule, alert.subject)
  const routed = (await listAlertRules(db)).filter(({ each }) => each !== undefined)
  const subjects = routed.flatMap((rule) =>
    watchesOf(rule, house).filter(
      (subject) => subject !== alert.subject && (isBelow || (owner !== undefined && owners.named(rule.id, subject) === owner)),
    ),
  )
  const moment = momentOf({}, now)
  const found: RelatedNumber[] = []
  for (const subject of new Set(subjects)) {
    const indicator = numberOf(registry, subject)
    const [value] = indicator ? await readByUnit(db, units, indicator, [unit], moment) : []
    if (value && isTold(value) && value.value !== null && value.value > 0) found.push({ subject, value: value.value })
  }
  return found.sort((a, b) => b.value - a.value).slice(0, SHOWN)
}

/** What was most spoken of in the 24 hours before a moment: of the field whose department answers, or of the place below the province. */
export async function relatedIssues(
  database: Database,
  house: House,
  owners: Owners,
  alert: Of,
  now = new Date(),
): Promise<(Issue & { domain: string })[]> {
  const { units, province } = house
  const isBelow = alert.unit !== null && alert.unit !== province.unit
  const fields = isBelow ? null : fieldsOf(owners, alert)
  if (fields?.length === 0) return []
  const unit = units.find(alert.unit ?? province.unit)
  const found: (Issue & { domain: string })[] = []
  for (const domain of await loadDomains()) {
    if (!domain.issues || !isDomainOn(province.domains, domain.pack.id)) continue
    const issues = await readIssues(database, units, domain, unit.id, momentOf({}, now), SEARCHED)
    found.push(...issues.map((issue) => ({ ...issue, domain: domain.pack.id })))
  }
  return found
    .filter(({ topic }) => fields === null || fields.includes(topic))
    .sort((a, b) => b.negative - a.negative || b.copies - a.copies)
    .slice(0, SHOWN)
}

/** The fields an alert is of itself, or those its department answers for. */
function fieldsOf(owners: Owners, { rule, subject }: Of): string[] {
  const { where } = parseSubject(subject)
  if (where.topic) return where.topic
  const owner = owners.named(rule, subject)
  return TOPICS.filter((topic) => owner !== undefined && owner === owners.called(topic.owner)).map(({ id }) => id)
}
