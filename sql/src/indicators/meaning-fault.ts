import type { Localised } from '../pack/pack.ts'

/** What is wrong with what somebody wrote of indicators, a line each in both languages; its message is the English. */
export class MeaningFault extends Error {
  readonly said: Localised

  constructor(said: Localised, options?: ErrorOptions) {
    super(said.en, options)
    this.said = said
  }
}
