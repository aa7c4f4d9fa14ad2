import type { SignoffState } from '@ioc/server/contract'
import type { Tone } from '../../../ui/Shape.tsx'

/** A state by its shape: a half for half the way, full once the province has signed. */
export const SHAPES: Record<SignoffState, Tone> = {
  not_due: 'not_yet_due',
  waiting: 'zero',
  late: 'critical',
  signed: 'provisional',
  locked: 'good',
  reopened: 'watch',
}

export const STATES = Object.keys(SHAPES) as SignoffState[]
