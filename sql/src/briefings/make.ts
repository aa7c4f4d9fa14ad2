import { loadCalendar } from '../calendar/load.ts'
import type { Db } from '../db.ts'
import { registryAsOf } from '../indicators/versions.ts'
import { currentProvince } from '../province/find.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { loadUnitRegistry } from '../units/registry.ts'
import type { Briefing, Section } from './briefing.ts'
import { occasionBefore } from './cadence.ts'
import { daysOf } from './days.ts'
import type { BriefingDocument } from './document.ts'
import { alertsOf } from './sections/alerts.ts'
import { directivesOf } from './sections/directives.ts'
import { fallsOf } from './sections/falls.ts'
import { figuresOf } from './sections/figures.ts'
import { sourcesOf } from './sections/sources.ts'
import type { Sight, Told } from './sight.ts'
import { fillIn, sayDate, sayInstant, sayMoment } from './words.ts'

/** What a report is made of, besides how it is configured. */
export interface Occasion {
  /** All it says is as known then. */
  asOf: Date
  /** The hour of its schedule; null where somebody asked for it. */
  occasion: Date | null
  madeAt: Date
}

/** Made so long after its hour it says so. */
const LATE_MS = 15 * 60_000
const BLANK = '      '

/** A report as data, read as of its instant. It bears no number yet: see numbered. */
export async function makeDocument(db: Db, briefing: Briefing, { asOf, occasion, madeAt }: Occasion): Promise<BriefingDocument> {
  const province = await currentProvince(db)
  const { every } = briefing.cadence
  const before = occasionBefore(briefing.cadence, loadCalendar(province.key), occasion ?? asOf)
  const sight: Sight = {
    db,
    province,
    registry: await registryAsOf(db, asOf),
    units: await loadUnitRegistry(db),
    moment: { ...momentOf({ asOf }), asOf },
    ...{ before, every, days: daysOf(every, occasion ?? asOf), daysBefore: daysOf(every, before) },
    classification: briefing.classification,
  }
  const parts: Told[] = []
  for (const section of briefing.sections) parts.push(await partOf(sight, section))
  const isLate = occasion !== null && madeAt.getTime() - occasion.getTime() > LATE_MS
  const filled = (text: string | undefined) => (text === undefined ? null : fillIn(text, occasion ?? asOf))
  return {
    ...{ over: briefing.head.over ?? null, body: briefing.head.body, place: briefing.head.place },
    number: numbered(briefing, null),
    day: sayDate(madeAt),
    subject: fillIn(briefing.subject, occasion ?? asOf),
    asOf: `Số liệu tính đến ${sayInstant(asOf)}`,
    late: isLate
      ? `Báo cáo lập muộn, lúc ${sayMoment(madeAt)}, do hệ thống gián đoạn; số liệu vẫn là số biết đến ${sayMoment(occasion)}.`
      : null,
    simulated: parts.some(({ simulated }) => simulated),
    opening: filled(briefing.opening),
    blocks: inOrder(parts.filter(({ blocks }) => blocks.length > 0)),
    closing: filled(briefing.closing),
    recipients: briefing.recipients,
    signer: { titles: briefing.signer.titles, name: briefing.signer.name ?? null },
  }
}

/** «Số: 12/BC-VP»; without a number, room to write one. */
export function numbered({ head }: Briefing, number: number | null): string {
  return `Số: ${head.number.replace('{n}', number === null ? BLANK : String(number).padStart(2, '0'))}`
}

function partOf(sight: Sight, section: Section): Promise<Told> {
  switch (section.kind) {
    case 'figures':
      return figuresOf(sight, section)
    case 'alerts':
      return alertsOf(sight, section)
    case 'directives':
      return directivesOf(sight, section)
    case 'falls':
      return fallsOf(sight, section)
    case 'sources':
      return sourcesOf(sight, section)
  }
}

/** Parts are counted in Roman figures, those that say nothing left out. */
function inOrder(parts: Told[]): BriefingDocument['blocks'] {
  return parts.flatMap(({ blocks }, index) =>
    blocks.map((block) =>
      block.kind === 'heading' ? { ...block, text: `${roman(index + 1)}. ${block.text.toLocaleUpperCase('vi')}` } : block,
    ),
  )
}

function roman(number: number): string {
  const signs: [number, string][] = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  const [value, sign] = signs.find(([each]) => each <= number) ?? [0, '']
  return value === 0 ? '' : `${sign}${roman(number - value)}`
}
