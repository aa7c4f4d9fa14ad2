/** Why a record can't be mapped, in words that tell a steward what to mend. The same shape a normaliser gives. */
export interface Problem {
  field: string
  code: string
  message: string
  en?: string
  /** What the record says, as both sentences quote it. */
  word?: string
}
