import { DAY_MS, dayNumberOf, numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { dateOf, defineSimulator, type FileSource, type SourceFile, type World } from '../../src/pack/simulate.ts'
import { OfficeYear, SimulatedLives } from '../../src/pack/simulated-lives.ts'
import { endpointAlertsOf } from './simulation/endpoint-alerts.ts'
import { incidentsOf } from './simulation/incidents.ts'
import { logOf } from './simulation/logs.ts'
import { summaryDays, summaryOf } from './simulation/summaries.ts'
import { systemsOf } from './simulation/systems.ts'
import { vulnerabilitiesOf } from './simulation/vulnerabilities.ts'
import { Guarded } from './simulation/who.ts'

const JOURNAL_DAYS = 35
/** Sensors’ logs are kept for three months, as TCVN 14423:2026 asks of systems of level 3; older ones lie in the archive. */
const LOG_DAYS = 92
/** A log of the day under way is handed on this often. */
const LOG_EVERY_MS = 600_000

export default defineSimulator({
  records: (world) => {
    const [guarded, year, systems, first] = [
      new Guarded(world),
      new OfficeYear(world),
      systemsOf(world),
      numberOfDay(world.start),
    ]
    const updated = 'NgayCapNhat'
    return [
      new SimulatedLives(
        'soc/su-co',
        world,
        { code: 'MaSuCo', updated },
        (day) => incidentsOf(world, guarded, year, day),
        JOURNAL_DAYS,
      ),
      new SimulatedLives('soc/he-thong', world, { code: 'MaHeThong', updated }, (day) => (day === first ? systems : [])),
      new SimulatedLives(
        'soc/lo-hong',
        world,
        { code: 'MaLoHong', updated },
        (day) => vulnerabilitiesOf(world, guarded, year, day),
        JOURNAL_DAYS,
      ),
      new SimulatedLives('soc/canh-bao', world, { code: 'MaCanhBao', updated }, (day) =>
        endpointAlertsOf(world, guarded, year, day),
      ),
    ]
  },
  files: (world) => new SecurityFiles(world),
})

/** What the centre saves into a shared folder: a summary a day as CSV, and the sensors' logs as CEF. */
class SecurityFiles implements FileSource {
  #world: World
  #guarded: Guarded

  constructor(world: World) {
    this.#world = world
    this.#guarded = new Guarded(world)
  }

  files(now: Date): SourceFile[] {
    const today = dayNumberOf(now)
    const [world, guarded] = [this.#world, this.#guarded]
    const summaries = summaryDays(world, today).map((day) => ({
      name: `tong-hop-${dateOf(day)}.csv`,
      savedAt: new Date(startOfNumber(day + 1).getTime() + 10 * 60_000),
      sheets: () => [],
      bytes: () => Buffer.from(summaryOf(world, guarded, day)),
    }))
    const logs: SourceFile[] = []
    for (let day = Math.max(numberOfDay(world.start), today - LOG_DAYS); day <= today; day++) {
      const end = startOfNumber(day).getTime() + DAY_MS
      const until = Math.min(end, Math.floor(now.getTime() / LOG_EVERY_MS) * LOG_EVERY_MS)
      if (until <= startOfNumber(day).getTime()) continue
      logs.push({
        name: `canh-bao-${dateOf(day)}.log`,
        savedAt: new Date(until),
        sheets: () => [],
        bytes: () => Buffer.from(logOf(world, guarded, day, until)),
      })
    }
    return [...summaries, ...logs].filter(({ savedAt }) => savedAt <= now)
  }

  write(): SourceFile {
    throw new Error('Tệp của trung tâm giám sát không sửa từng dòng; hãy ghi vào nguồn JSON.')
  }
}
