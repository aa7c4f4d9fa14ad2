import { defineSimulator } from '../../src/pack/simulate.ts'
import { SimulatedLives } from '../../src/pack/simulated-lives.ts'
import { Exchange } from './simulation/exchange.ts'
import { Registers } from './simulation/registers.ts'
import { WorkFiles } from './simulation/work-files.ts'

const JOURNAL_DAYS = 35

export default defineSimulator({
  records: (world) => {
    const [files, registers] = [new WorkFiles(world), new Registers(world)]
    return [
      new SimulatedLives(
        'ho-so-cong-viec',
        world,
        { code: 'MaHoSo', updated: 'CapNhat' },
        (day) => files.begunOn(day),
        JOURNAL_DAYS,
      ),
      new SimulatedLives('so-van-ban', world, { code: 'MaSo', updated: 'CapNhat' }, (day) => registers.begunOn(day)),
    ]
  },
  packets: (world) => {
    const exchange = new Exchange(world)
    const names = { code: 'MaGoi', updated: 'CapNhat' }
    const list = new SimulatedLives('goi-tin', world, names, (day) => exchange.begunOn(day), JOURNAL_DAYS)
    return { list, packet: (id) => exchange.packet(id) }
  },
})
