import type { ComponentProps } from 'react'
import { type Question, replayOf, withQuestion } from '../address/address.ts'
import { SearchLink } from '../address/SearchLink.tsx'
import { wallNow } from '../realtime/clock.ts'

interface Props extends Omit<ComponentProps<typeof SearchLink>, 'to'> {
  question: Question
}

/** Opens the proof of a figure; on a replay, as it was known at the moment the wall shows. */
export function ProofLink({ question: { indicator, unit, period, where }, ...rest }: Props) {
  return (
    <SearchLink
      {...rest}
      to={(search) => {
        const asOf = replayOf(search) ? new Date(wallNow()).toISOString() : undefined
        return withQuestion(search, { indicator, unit, period, where, asOf })
      }}
    />
  )
}
