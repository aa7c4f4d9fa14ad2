import { alertsOpenAt, type FoundAlert } from '../../alerts/find.ts'
import { type AlertGroup, groupsOf } from '../../alerts/groups.ts'
import { type SubjectName, SubjectNames } from '../../alerts/subject-names.ts'
import { Owners } from '../../escalation/owner.ts'
import { loadDomains } from '../../pack/load.ts'
import { readFreshness } from '../../readings/heard/freshness.ts'
import type { AlertsSection } from '../briefing.ts'
import type { BriefingBlock, BriefingCell } from '../document.ts'
import { scaleOf } from '../scale.ts'
import { maySpeakOf, type Sight, type Told } from '../sight.ts'
import { LEVELS, NOTHING, numberCell, SCOPE, sayMoment } from '../words.ts'

/** What was wrong at the instant, by its cause: how grave, since when, who answers for it and whether anybody has seen to it. */
export async function alertsOf(sight: Sight, { title, most }: AlertsSection): Promise<Told> {
  const { db, registry, moment } = sight
  const alerts = (await alertsOpenAt(db, moment.asOf)).filter(({ subject, domain }) => maySpeakOf(sight, subject, domain))
  const groups = groupsOf(alerts)
  const [names, owners] = [await SubjectNames.read(db, registry), await Owners.of(db, sight, moment.asOf)]
  const shown = groups.slice(0, most)
  const nameOf = await namesOf(sight, names, shown)
  const domains = [...new Set(alerts.flatMap(({ domain }) => domain ?? []))]
  return {
    blocks: [
      { kind: 'heading', text: title },
      { kind: 'paragraph', text: summary(alerts, groups) },
      ...(groups.length > 0 ? [tableOf(title, shown, rowOf(sight, nameOf, names, owners))] : []),
      ...(groups.length > most
        ? [{ kind: 'note' as const, text: `Còn ${groups.length - most} việc khác xem trên hệ thống.` }]
        : []),
    ],
    simulated: domains.length > 0 && (await readFreshness(db, domains, moment)).simulated,
  }
}

function summary(alerts: FoundAlert[], groups: AlertGroup[]): string {
  if (alerts.length === 0) return `Không có cảnh báo nào đang mở ${SCOPE}.`
  const counted = (['critical', 'warn', 'watch'] as const)
    .map((level) => ({ level, count: alerts.filter((alert) => alert.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${LEVELS[level].toLocaleLowerCase('vi')}`)
  const waiting = alerts.filter(({ status }) => status === 'firing').length
  return `Có ${alerts.length} cảnh báo đang mở ${SCOPE} (${counted.join(', ')}), gồm ${groups.length} việc; ${waiting === 0 ? 'tất cả đã có người tiếp nhận' : `${waiting} cảnh báo chưa ai tiếp nhận`}.`
}

function tableOf(name: string, groups: AlertGroup[], row: (group: AlertGroup, index: number) => BriefingCell[]): BriefingBlock {
  return {
    kind: 'table',
    name,
    columns: [
      { title: 'TT', align: 'center', width: 4 },
      { title: 'Việc', align: 'left', width: 27 },
      { title: 'Mức', align: 'left', width: 11 },
      { title: 'Số đo', align: 'right', width: 12 },
      { title: 'Từ lúc', align: 'center', width: 13 },
      { title: 'Chịu trách nhiệm', align: 'left', width: 20 },
      { title: 'Tiếp nhận', align: 'left', width: 15 },
    ],
    rows: groups.map(row),
  }
}

const rowOf =
  (sight: Sight, nameOf: (group: AlertGroup) => string, names: SubjectNames, owners: Owners) =>
  (group: AlertGroup, index: number): BriefingCell[] => {
    const [first] = group.alerts as [FoundAlert]
    const isOne = group.alerts.length === 1
    const name = names.of(group.subject)
    const owner = isOne ? owners.of(first) : owners.named(first.rule, first.subject)
    const since = new Date(Math.max(...group.alerts.map((alert) => (alert.firedAt ?? alert.since).getTime())))
    const isTold = isOne && first.measured !== null && !names.isHeldBack(group.subject, sight.moment.at)
    return [
      { text: String(index + 1) },
      { text: nameOf(group) },
      { text: LEVELS[group.level], strong: group.level !== 'watch' },
      isTold ? measured(first.measured, name) : NOTHING,
      { text: sayMoment(since) },
      { text: owner === undefined ? '–' : sight.units.get(owner).name },
      { text: seenBy(group) },
    ]
  }

/** Two that would read alike, as of the press and of social networks, name their domain too. */
async function namesOf(sight: Sight, names: SubjectNames, groups: AlertGroup[]): Promise<(group: AlertGroup) => string> {
  const plain = (group: AlertGroup) => `${names.of(group.subject).title.vi}${placeOf(sight, group)}`
  const all = groups.map(plain)
  const titles = new Map((await loadDomains()).map(({ pack }) => [pack.id, pack.title.vi]))
  return (group) => {
    const title = group.domain === null ? undefined : titles.get(group.domain)
    const isAlone = title === undefined || all.filter((each) => each === plain(group)).length < 2
    return isAlone ? plain(group) : `${names.of(group.subject).title.vi}, ${title}${placeOf(sight, group)}`
  }
}

function placeOf({ province }: Sight, { alerts }: AlertGroup): string {
  const [first] = alerts
  if (alerts.length > 1) return ` (${alerts.length} nơi)`
  return first?.unitName && first.unit !== province.unit ? ` – ${first.unitName}` : ''
}

function measured(value: number | null, { kind, unit, decimals }: SubjectName): BriefingCell {
  if (value === null) return NOTHING
  const plain = numberCell(value, decimals)
  // Of a silent source: how many times what it promised.
  if (kind === 'feed') return { ...plain, text: `${plain.text} lần cam kết` }
  if (!unit) return plain
  const scale = scaleOf(unit, Number.isInteger(value) ? decimals : Math.max(decimals, 1))
  const cell = numberCell(value / scale.by, scale.decimals)
  return { ...cell, text: scale.word === '' ? cell.text : `${cell.text} ${scale.word}` }
}

function seenBy({ alerts, waiting }: AlertGroup): string {
  if (waiting === alerts.length) return 'Chưa ai tiếp nhận'
  if (alerts.length > 1) return `${alerts.length - waiting}/${alerts.length} đã tiếp nhận`
  return alerts[0]?.acknowledgedBy ?? 'Đã tiếp nhận'
}
