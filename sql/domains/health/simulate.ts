import { defineSimulator, type World } from '../../src/pack/simulate.ts'
import { communesReporting, departmentReporting } from '../../src/pack/simulated-forms.ts'
import { SimulatedReports } from '../../src/pack/simulated-reports.ts'
import { community } from './simulation/community.ts'
import { diseases } from './simulation/diseases.ts'
import { facilities, insurance } from './simulation/facilities.ts'
import { medicine, staff } from './simulation/supplies.ts'

export default defineSimulator({ records: (world) => new SimulatedReports('y-te', world, formsOf(world)) })

/** A department of health: hospitals day by day, diseases week by week, everything else month by month. */
function formsOf(world: World) {
  const communes = communesReporting(world)
  const department = departmentReporting(world, 'so-y-te')
  return [
    facilities(department, world),
    diseases(communes),
    community(communes),
    staff(department),
    medicine(department),
    insurance(department, world),
  ]
}
