import type { Localised } from '@ioc/sql/pack'
import type { CheckStep } from './connector.ts'

interface FaultDetails {
  /** True when the network may heal by itself; false when someone must change the configuration. */
  retry: boolean
  /** How far we had come. */
  step?: CheckStep['step']
  /** What an HTTP server answered with, where it did. */
  status?: number
  /** The fault by name with what it speaks of, for a screen that says it in another language. */
  code?: string
  params?: Record<string, string | number>
  cause?: unknown
}

/** Why a source can't be read, in one sentence for a steward, in either language. Never holds a secret. */
export class SourceFault extends Error {
  override name = 'SourceFault'
  readonly en: string
  readonly retry: boolean
  readonly step: CheckStep['step']
  readonly status: number | undefined
  readonly code: string | undefined
  readonly params: Record<string, string | number>

  constructor({ vi, en }: Localised, { retry, step = 'connect', status, code, params = {}, cause }: FaultDetails) {
    super(vi, { cause })
    this.en = en
    this.retry = retry
    this.step = step
    this.status = status
    this.code = code
    this.params = params
  }
}
