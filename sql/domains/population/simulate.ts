import { defineSimulator, type World } from '../../src/pack/simulate.ts'
import { communesReporting, provinceReporting } from '../../src/pack/simulated-forms.ts'
import { SimulatedReports } from '../../src/pack/simulated-reports.ts'
import { events } from './simulation/events.ts'
import { identity } from './simulation/identity.ts'
import { average, residents } from './simulation/residents.ts'

export default defineSimulator({ records: (world) => new SimulatedReports('dan-cu', world, formsOf(world)) })

/** The population database and the statistics office, which count differently and never agree. */
function formsOf(world: World) {
  const communes = communesReporting(world)
  const everyone = communes.filter(({ unit }) => unit !== null).reduce((sum, { people }) => sum + people, 0)
  return [
    residents(communes),
    events(communes, world),
    identity(communes),
    average(provinceReporting(world, Math.round(everyone * 0.93))),
  ]
}
