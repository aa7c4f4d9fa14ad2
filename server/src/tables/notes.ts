import { clockOf, type Db, feedsOfIndicator, indicatorOf, momentOf, registryAsOf, sayDay, writeNarrowed } from '@ioc/sql'
import type { Comparison } from '@ioc/sql/pack'
import type { UnitsAnswer } from '../../contract/index.ts'

type Definition = Pick<UnitsAnswer['definition'], 'from' | 'formula' | 'basis'>

/** What answers about readings say of themselves, of one value or of many. */
export interface Told extends Pick<UnitsAnswer, 'indicator' | 'title' | 'where' | 'unitOfMeasurement' | 'geo' | 'asOf'> {
  definition: Definition
  seams?: Definition[]
  unit?: { name: string }
  computedAt?: string
  clocks?: { computedAt: string }
}

/** All that must be known to understand a table of readings alone: a line each, its name and what it says. */
export async function notesOf(db: Db, answer: Told, { compare, address }: { compare?: Comparison | undefined; address: string }) {
  const asOf = answer.asOf === null ? null : new Date(answer.asOf)
  const computedAt = new Date(answer.computedAt ?? answer.clocks?.computedAt ?? Date.now())
  const indicator = indicatorOf(await registryAsOf(db, asOf), answer.indicator)
  const feeds = await feedsOfIndicator(db, indicator, momentOf({ asOf }, computedAt))
  const counted = [answer.definition, ...(answer.seams ?? [])].flatMap(({ from, formula, basis }): [string, string][] => {
    const since = from ? ` (từ ${sayDay(from)})` : ''
    return [
      ['Cách tính', `${formula}${since}`],
      ['Căn cứ', `${basis}${since}`],
    ]
  })
  return [
    ['Chỉ tiêu', `${answer.title.vi} (${answer.indicator})`],
    ['Đơn vị tính', answer.unitOfMeasurement.vi],
    ...counted,
    ['Nguồn số liệu', feeds.map(({ title }) => title.vi).join('; ') || 'Chưa có nguồn'],
    ...(answer.unit ? [['Đơn vị', answer.unit.name]] : []),
    ...writeNarrowed(answer.where).map((only) => ['Chỉ tính', only]),
    ...(compare ? [['So với', COMPARED[compare]]] : []),
    ['Địa giới', sayDay(answer.geo)],
    ['Theo số liệu đã biết lúc', clockOf(asOf ?? computedAt).vi],
    ['Tính lúc', clockOf(computedAt).vi],
    ['Địa chỉ', address],
  ] as [string, string][]
}

const COMPARED: Record<Comparison, string> = {
  solar: 'Cùng kỳ năm trước (dương lịch)',
  lunar: 'Cùng kỳ năm trước (theo Tết)',
  previous: 'Kỳ liền trước dài bằng',
  target: 'Chỉ tiêu kế hoạch giao',
  peers: 'Trung vị các đơn vị cùng cấp (p25, p75: tứ phân vị thứ nhất, thứ ba)',
}
