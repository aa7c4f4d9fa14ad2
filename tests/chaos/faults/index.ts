import { clock } from './clock.ts'
import { disk } from './disk.ts'
import { freeze } from './freeze.ts'
import { kill } from './kill.ts'
import { cut, delay, silence } from './lines.ts'
import { postgres } from './postgres.ts'
import { redis, wipe } from './redis.ts'
import { replay } from './replay.ts'

/** Every kind of fault, by the name `--only` knows it by; first those after which what is lost is looked for only minutes later. */
export const FAULTS = { redis, wipe, kill, freeze, cut, silence, delay, postgres, disk, clock, replay }
export type Kind = keyof typeof FAULTS
export const KINDS = Object.keys(FAULTS) as Kind[]
