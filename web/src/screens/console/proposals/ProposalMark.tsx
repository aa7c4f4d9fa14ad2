import type { ProposalState } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import type { Tone } from '../../../ui/Shape.tsx'

const TONES: Record<ProposalState, Tone> = {
  draft: 'not_yet_due',
  waiting: 'watch',
  returned: 'warn',
  published: 'good',
  withdrawn: 'withdrawn',
}

/** How a proposal stands. */
export function ProposalMark({ state }: { state: ProposalState }) {
  const { t } = useText()
  return <Mark tone={TONES[state]}>{t(`proposals.state.${state}`)}</Mark>
}
