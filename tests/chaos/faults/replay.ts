import { Random } from '@ioc/sql/simulate'
import { canAlways, type Fault } from './fault.ts'

/** The source tells again what it told before, its rows and pages in another order, some pages twice. */
export const replay: Fault = {
  lacks: canAlways,
  async strike({ source }, dice) {
    source.muddled = new Random(dice.below(2 ** 31))
    return {
      what: 'the source tells its past again, in another order',
      heal() {
        source.muddled = null
      },
    }
  },
}
