import { isAbove } from '../../indicators/classification.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { isIndicatorOn } from '../../province/switches.ts'
import { openQuestion } from '../../readings/asked/question.ts'
import { readByUnit, type UnitValue } from '../../readings/by-unit.ts'
import { isRecordedBy } from '../../readings/totals/known.ts'
import { unitsOfKinds } from '../../units/of-kinds.ts'
import type { FallsSection } from '../briefing.ts'
import type { BriefingBlock, BriefingCell } from '../document.ts'
import { scaleOf } from '../scale.ts'
import { classOfIndicator, type Sight, type Told } from '../sight.ts'
import { LEVELS, numberCell, REBUILT, STATES, sayMoment, sayNumber } from '../words.ts'

const DAY_MS = 86_400_000

interface Fall {
  now: UnitValue
  before: number
  value: number
}

/** The units whose number got worst against so many days before, both as they were known then. */
export async function fallsOf(sight: Sight, section: FallsSection): Promise<Told> {
  const { indicator: id, days, most, title } = section
  if (!isIndicatorOn(sight.province.domains, id) || isAbove(classOfIndicator(sight, id), sight.classification))
    return { blocks: [], simulated: false }
  const { asOf } = sight.moment
  const then = new Date(asOf.getTime() - days * DAY_MS)
  const now = await readAt(sight, section, asOf)
  const { values: old } = await readAt(sight, section, then)
  const before = new Map(old.flatMap(({ unit, value }) => (value === null ? [] : [[unit.key, value]])))
  const known = `số liệu biết đến ${sayMoment(then)}${(await isRecordedBy(sight.db, then)) ? '' : `, ${REBUILT}`}`
  const isWorse = now.indicator.direction === 'up' ? -1 : 1
  const falls = now.values
    .flatMap((each): Fall[] => {
      const old = before.get(each.unit.key)
      return each.value === null || old == null ? [] : [{ now: each, before: old, value: each.value }]
    })
    .filter(({ before: old, value }) => isWorse * (value - old) > 0)
    .sort((a, b) => isWorse * (b.value - b.before - (a.value - a.before)))
    .slice(0, most)
  const blocks: BriefingBlock[] = [{ kind: 'heading', text: title }]
  if (before.size === 0) blocks.push({ kind: 'paragraph', text: `Chưa có số liệu biết đến ${sayMoment(then)} để so sánh.` })
  else if (falls.length === 0) blocks.push({ kind: 'paragraph', text: `Không đơn vị nào xấu đi so với ${known}.` })
  else
    blocks.push({ kind: 'paragraph', text: `${now.indicator.title.vi}: so với ${known}.` }, tableOf(title, now.indicator, falls))
  return { blocks, simulated: now.values.some(({ simulated }) => simulated) }
}

async function readAt({ db, units, province }: Sight, { indicator, units: kinds }: FallsSection, asOf: Date) {
  const question = await openQuestion(db, units, { indicator, unit: province.unit, asOf: asOf.toISOString() }, asOf)
  const compared = unitsOfKinds(question.units, province.unitId, kinds, question.moment.geo)
  return {
    indicator: question.indicator,
    values: await readByUnit(db, question.units, question.indicator, compared, question.moment),
  }
}

function tableOf(name: string, { unitOfMeasurement, decimals }: DefinedIndicator, falls: Fall[]): BriefingBlock {
  const scale = scaleOf(unitOfMeasurement, decimals)
  const inUnit = scale.word === '' ? '' : ` (${scale.word})`
  return {
    kind: 'table',
    name,
    columns: [
      { title: 'TT', align: 'center', width: 4 },
      { title: 'Đơn vị', align: 'left', width: 34 },
      { title: `Trước${inUnit}`, align: 'right', width: 14 },
      { title: `Nay${inUnit}`, align: 'right', width: 14 },
      { title: 'Tăng, giảm', align: 'right', width: 14 },
      { title: 'Tình trạng', align: 'left', width: 20 },
    ],
    rows: falls.map(({ now, before, value }, index): BriefingCell[] => {
      const difference = (value - before) / scale.by
      const said = sayNumber(difference, scale.decimals)
      return [
        { text: String(index + 1) },
        { text: now.unit.name },
        numberCell(before / scale.by, scale.decimals),
        numberCell(value / scale.by, scale.decimals, { strong: true }),
        { text: difference > 0 ? `+${said}` : said, value: difference, decimals: scale.decimals },
        { text: now.level ? LEVELS[now.level] : STATES[now.state] },
      ]
    }),
  }
}
