import type { TOXICS } from '@ioc/workers/testing'
import { canAlways, type Fault } from './fault.ts'

type Toxic = (typeof TOXICS)[number]

/** A line between two processes is spoiled one way, on its way there or back. */
const spoiling = (...toxics: Toxic[]): Fault => ({
  lacks: canAlways,
  async strike({ lines }, dice) {
    const { name, proxy } = dice.pick(lines)
    const [toxic, way] = [dice.pick(toxics), dice.pick(['answers', 'questions'] as const)]
    proxy.turn(toxic, way)
    return { what: `${name}, ${toxic}${toxic === 'down' ? '' : ` of ${way}`}`, heal: () => proxy.turn('none') }
  },
})

/** Connections are cut: none is let through, or they break after some bytes. */
export const cut = spoiling('down', 'reset_peer', 'limit_data')
/** Connections stay open and nothing comes through one way. */
export const silence = spoiling('timeout')
/** All comes through, late, slowly or in pieces. */
export const delay = spoiling('latency', 'bandwidth', 'slicer', 'slow_close')
