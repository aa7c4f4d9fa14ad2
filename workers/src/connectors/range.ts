/** Days a source is asked for again, as instants: from the first moment of the first to the last of the last. */
export interface Range {
  from: Date
  to: Date
}

/**
 * What a source can be asked for again: `exact` some days, `from` some day up to now, `no_mark` neither until its feed says which
 * field tells the time, `never` only what it has to say now.
 */
export type RangeAbility = 'exact' | 'from' | 'no_mark' | 'never'
