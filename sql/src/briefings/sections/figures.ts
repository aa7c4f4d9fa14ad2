import { isAbove } from '../../indicators/classification.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { isIndicatorOn } from '../../province/switches.ts'
import { type Span, writePeriod } from '../../readings/asked/period.ts'
import { isOfAnyLength } from '../../readings/asked/previous.ts'
import { openQuestion } from '../../readings/asked/question.ts'
import { type Reading, readIndicator } from '../../readings/read.ts'
import { isRecordedBy } from '../../readings/totals/known.ts'
import type { Against, FiguresSection } from '../briefing.ts'
import { nameOver, sayPeriod, takesDays } from '../days.ts'
import type { BriefingBlock, BriefingCell, BriefingTable } from '../document.ts'
import { type Scale, scaleOf } from '../scale.ts'
import { classOfIndicator, type Sight, type Told } from '../sight.ts'
import { LEVELS, NOTHING, numberCell, REBUILT, STATES, sayLately, sayMoment, sayNumber, saySpan } from '../words.ts'

/** One indicator as it was read. */
interface Figure {
  indicator: DefinedIndicator
  reading: Reading
  before: number | null
  /** It adds up over a month, quarter or year that began since the report before: that one's is no figure of the same. */
  isAnew: boolean
  /** Its name over the days it was asked of, and of when it is where those are not the report’s. */
  name: string
  of: string | null
}

/** Indicators of the province as known at the instant, each by the very reading that a wall and the API give. */
export async function figuresOf(sight: Sight, { title, against, figures }: FiguresSection): Promise<Told> {
  const told = figures.filter(({ indicator }) => isIndicatorOn(sight.province.domains, indicator))
  const shown = told.filter(({ indicator }) => !isAbove(classOfIndicator(sight, indicator), sight.classification))
  const read: Figure[] = []
  for (const { indicator, period } of shown) {
    const isOfDays = period === undefined && takesDays(sight.registry.indicator(indicator), sight.every)
    const over = (days: Span) => (isOfDays ? writePeriod(days) : period)
    const now = await readAt(sight, sight.moment.asOf, indicator, over(sight.days), against)
    const readThen = () => readAt(sight, sight.before, indicator, over(sight.daysBefore), against).catch(() => null)
    const then = against === 'last_report' ? await readThen() : null
    const isAnew = then !== null && !isOfDays && beganAnew(now.reading, then.reading, sight.moment.asOf)
    read.push({
      ...now,
      isAnew,
      before: against === 'last_report' ? (isAnew ? null : (then?.reading.value ?? null)) : now.reading.before,
      name: isOfDays ? nameOver(now.indicator, sight.every) : now.indicator.title.vi,
      of: isOfDays ? null : sayPeriod(period ?? now.indicator.period, now.reading, sight.days),
    })
  }
  const isToldBefore = read.some(({ before }) => before !== null)
  const blocks: BriefingBlock[] = [
    { kind: 'heading', text: title },
    figuresTable(title, read, sight.moment.asOf),
    { kind: 'note', text: aboutBefore(against, isToldBefore ? sight.before : null, await isRecordedBy(sight.db, sight.before)) },
    ...(read.some(({ isAnew }) => isAnew) ? [{ kind: 'note' as const, text: ANEW }] : []),
  ]
  const left = told.length - shown.length
  if (left > 0) blocks.push({ kind: 'note', text: `Không nêu ${left} chỉ tiêu có phạm vi phổ biến hẹp hơn báo cáo này.` })
  return { blocks, simulated: read.some(({ reading }) => reading.freshness.simulated) }
}

async function readAt(
  { db, units, province }: Sight,
  asOf: Date,
  indicator: string,
  period: string | undefined,
  against: Against,
): Promise<{ indicator: DefinedIndicator; reading: Reading }> {
  const compare = against === 'last_report' ? undefined : against
  const asked = { indicator, unit: province.unit, period, asOf: asOf.toISOString(), compare }
  const question = await openQuestion(db, units, asked, asOf)
  const { moment, span } = question
  const reading = await readIndicator(
    ...([db, question.units, question.indicator, question.unit.id, moment, span, question.compare] as const),
  )
  return { indicator: question.indicator, reading }
}

function figuresTable(name: string, figures: Figure[], asOf: Date): BriefingTable {
  return {
    kind: 'table',
    name,
    columns: [
      { title: 'TT', align: 'center', width: 4.5 },
      { title: 'Chỉ tiêu', align: 'left', width: 25 },
      { title: 'Đơn vị', align: 'center', width: 10.5 },
      { title: 'Kỳ này', align: 'right', width: 12 },
      { title: 'Kỳ trước', align: 'right', width: 11.5 },
      { title: 'Tăng, giảm', align: 'right', width: 11 },
      { title: 'Mục tiêu', align: 'right', width: 9 },
      { title: 'Mức đạt (%)', align: 'right', width: 9.5 },
      { title: 'Tình trạng', align: 'left', width: 15 },
      { title: 'Nguồn báo', align: 'center', width: 9 },
    ],
    rows: figures.map((figure, index) => rowOf(figure, index, asOf)),
  }
}

function rowOf({ indicator, reading, before, name, of }: Figure, index: number, asOf: Date): BriefingCell[] {
  const scale = scaleOf(indicator.unitOfMeasurement, indicator.decimals)
  const { value, target } = reading
  const cell = (number: number | null) => numberCell(number === null ? null : number / scale.by, scale.decimals)
  return [
    { text: String(index + 1) },
    { text: of === null ? name : `${name}\n(${of})` },
    { text: scale.word || '–' },
    { ...cell(value), ...(value !== null && { strong: true }) },
    cell(before),
    changeCell(value, before, scale),
    cell(target?.value ?? null),
    attained(indicator, value, target?.value ?? null),
    { text: standing(reading), ...(isBad(reading) && { strong: true }) },
    { text: reading.freshness.receivedAt ? sayLately(reading.freshness.receivedAt, asOf) : '–' },
  ]
}

function changeCell(value: number | null, before: number | null, { by, decimals }: Scale): BriefingCell {
  if (value === null || before === null) return NOTHING
  const difference = (value - before) / by
  const said = sayNumber(difference, decimals)
  return { text: `${/[1-9]/.test(said) && difference > 0 ? '+' : ''}${said}`, value: difference, decimals }
}

/** How much of its target a number that is to rise has reached; of one that is to stay below, whether it does. */
function attained({ direction }: DefinedIndicator, value: number | null, target: number | null): BriefingCell {
  if (value === null || target === null || direction === 'none') return NOTHING
  if (direction === 'down') return { text: value <= target ? 'Đạt' : 'Chưa đạt' }
  return target > 0 ? numberCell((100 * value) / target, 1) : NOTHING
}

const isBad = ({ level, state }: Reading) => level === 'critical' || level === 'warn' || state === 'stale'

/** «Cảnh báo, dữ liệu cũ, quá hẹn 3 giờ» */
function standing({ level, state, value, freshness, heldUntil, estimate }: Reading): string {
  if (heldUntil && value === null) return `${STATES.not_yet_due}; công bố lúc ${sayMoment(heldUntil)}`
  const said = [
    ...(level && value !== null ? [LEVELS[level]] : []),
    ...(level && value !== null && (state === 'ok' || state === 'zero') ? [] : [STATES[state]]),
    ...(estimate ? ['ước tính'] : []),
    ...(state === 'stale' ? [`quá hẹn ${saySpan(freshness.lateBy)}`] : []),
  ]
  return said.map((each, place) => (place === 0 ? each : each.toLocaleLowerCase('vi'))).join(', ')
}

/** Whether what adds up over a span that is under way began to do so after the reading before: of another month, quarter or year. */
export function beganAnew(now: Pick<Reading, 'asked' | 'definition'>, then: Pick<Reading, 'asked'>, at: Date): boolean {
  return now.asked.to > at && then.asked.from < now.asked.from && !isOfAnyLength(now.definition.compiled)
}

const ANEW = 'Số cộng dồn trong tháng, quý, năm vừa bắt đầu sau báo cáo liền trước thì không so với kỳ trước.'
const ROUNDED = 'Mức tăng, giảm tính trên số chưa làm tròn.'

function aboutBefore(against: Against, before: Date | null, isRecorded: boolean): string {
  if (against === 'previous') return `Kỳ trước: khoảng thời gian liền trước, dài bằng kỳ này. ${ROUNDED}`
  if (against === 'solar') return `Kỳ trước: cùng kỳ năm trước. ${ROUNDED}`
  if (against === 'lunar') return `Kỳ trước: cùng kỳ năm trước tính theo Tết Nguyên đán. ${ROUNDED}`
  if (!before) return 'Chưa có số liệu của kỳ báo cáo trước để so sánh.'
  return `Kỳ trước: số liệu biết đến ${sayMoment(before)}, lúc lập báo cáo liền trước${isRecorded ? '' : `, ${REBUILT}`}. ${ROUNDED}`
}
