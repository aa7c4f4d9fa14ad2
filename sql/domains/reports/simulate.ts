import { defineSimulator } from '../../src/pack/simulate.ts'
import { SimulatedLives } from '../../src/pack/simulated-lives.ts'
import { Reports } from './simulation/story.ts'

export default defineSimulator({
  records: (world) => {
    const reports = new Reports(world)
    const names = { code: 'reportCode', updated: 'updatedAt' }
    return new SimulatedLives('phan-anh', world, names, (day) => reports.begunOn(day), 35)
  },
})
