import type { CheckStep } from './connector.ts'

interface FaultDetails {
  /** True when the network may heal by itself; false when someone must change the configuration. */
  retry: boolean
  /** How far we had come. */
  step?: CheckStep['step']
  cause?: unknown
}

/** Why a source can't be read, in one sentence for a steward. Never holds a secret. */
export class SourceFault extends Error {
  override name = 'SourceFault'
  readonly retry: boolean
  readonly step: CheckStep['step']

  constructor(message: string, { retry, step = 'connect', cause }: FaultDetails) {
    super(message, { cause })
    this.retry = retry
    this.step = step
  }
}
