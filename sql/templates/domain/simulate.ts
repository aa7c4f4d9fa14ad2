import { defineSimulator, type World } from '../../src/pack/simulate.ts'
import { communesReporting, type SimulatedForm } from '../../src/pack/simulated-forms.ts'
import { SimulatedReports } from '../../src/pack/simulated-reports.ts'

const PEOPLE_A_CASE = 3_000

export default defineSimulator({ records: (world) => new SimulatedReports('sample', world, [monthly(world)]) })

/** What each commune reports a few days after the end of a month. */
function monthly(world: World): SimulatedForm {
  return {
    code: 'THANG',
    every: 'month',
    reporters: communesReporting(world),
    figures({ reporter, complete, random }) {
      const cases = random.poisson((reporter.people / PEOPLE_A_CASE) * complete)
      const solved = Math.round(cases * random.between(0.7, 1))
      return { TiepNhan: String(cases), DaGiaiQuyet: String(solved) }
    },
  }
}
