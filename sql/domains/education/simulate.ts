import { defineSimulator, type World } from '../../src/pack/simulate.ts'
import { communesReporting, departmentReporting } from '../../src/pack/simulated-forms.ts'
import { SimulatedWorkbooks } from '../../src/pack/simulated-workbooks.ts'
import { attendance, graduation, schools, universal, vocational } from './simulation/forms.ts'

export default defineSimulator({ files: (world) => new SimulatedWorkbooks(world, formsOf(world)) })

/** A department of education that collects its statistical forms as workbooks. */
function formsOf(world: World) {
  const communes = communesReporting(world)
  const department = departmentReporting(world, 'so-giao-duc-va-dao-tao')
  return [
    schools(communes, department),
    attendance(communes, world),
    universal(communes),
    vocational(department),
    graduation(department),
  ]
}
