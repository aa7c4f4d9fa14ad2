/** Why a source can't be read, in one sentence for a steward. Never holds a secret. */
export class SourceFault extends Error {
  override name = 'SourceFault'
  /** True when the network may heal by itself; false when someone must change the configuration. */
  readonly retry: boolean

  constructor(message: string, { retry, cause }: { retry: boolean; cause?: unknown }) {
    super(message, { cause })
    this.retry = retry
  }
}
