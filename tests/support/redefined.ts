import { applyProvince, type Database, loadProvince } from '@ioc/sql'

const NOTE = { vi: 'Đếm hai lần để thử', en: 'Counted twice, to try' }
const RECEIVED = 'dossiers.received_today'

/** Says that from a day on dossiers received are counted twice, as a decree might. */
export async function countTwiceFrom(database: Database, day: string) {
  const definitions = [
    { from: '2020-01-01', formula: 'dossiers.received', basis: 'Quyết định cũ', note: { vi: 'Như trước', en: 'As before' } },
    { from: day, formula: 'dossiers.received + dossiers.received', basis: 'Quyết định mới', note: NOTE },
  ]
  const told = { value: { id: RECEIVED, definitions }, where: () => 'thu.yaml:1' }
  await applyProvince(database, { ...loadProvince('hung-yen'), indicators: [told] })
  return { indicator: RECEIVED, note: NOTE, basis: 'Quyết định mới' }
}
