import { Happening } from '@ioc/workers/observing'

/** A tile was computed, or failed to be. */
export const computed = new Happening<{ ms: number; failed: boolean }>('computed')

/** Batches of the ledger were heard of, each so long after it was recorded. */
export const heard = new Happening<{ ms: number[] }>('heard')
