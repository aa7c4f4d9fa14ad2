import type { ActOnProposalAsk, ProposalAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useMe } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { actOn, proposalQuery } from './queries.ts'

type Action = ActOnProposalAsk['action']

/** What can be done about a proposal, with a word about why. */
export function Decide({ proposal }: { proposal: ProposalAnswer }) {
  const { t } = useText()
  const client = useQueryClient()
  const me = useMe()
  const id = useId()
  const [note, setNote] = useState('')
  const acting = useMutation({
    mutationFn: (action: Action) => actOn(proposal.id, { action, edit: proposal.edit, note: note.trim() || null }),
    onSuccess: async (now) => {
      setNote('')
      client.setQueryData(proposalQuery(proposal.id).queryKey, now)
      await client.invalidateQueries({
        predicate: ({ queryKey }) => ['rules', 'alert-rules', 'feeds'].includes(String(queryKey[0])),
      })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['proposals'] }),
  })
  const { can, trouble, faults, about } = proposal
  const isAlone = !me?.reviewed.includes(about)
  const asksWhy = can.includes('submit') || can.includes('return')
  const isSilent = note.trim() === ''
  if (can.length === 0 && trouble === null) return null
  const button = (action: Action, isReady: boolean, isMain = false) =>
    can.includes(action) && (
      <button
        type="button"
        className={isMain ? 'desk-primary' : undefined}
        disabled={!isReady || acting.isPending}
        onClick={() => acting.mutate(action)}
      >
        {t(action === 'submit' && isAlone ? 'proposals.do.alone' : `proposals.do.${action}`)}
      </button>
    )
  return (
    <div className="proposals-decide">
      {trouble && <p className="proposals-help">{trouble}</p>}
      {asksWhy && (
        <p>
          <label htmlFor={id}>{t(can.includes('submit') ? 'proposals.why' : 'proposals.note')}</label>
          <input id={id} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </p>
      )}
      <div className="proposals-buttons">
        {button('publish', true, true)}
        {button('submit', !isSilent && faults.length === 0, true)}
        {button('return', !isSilent)}
        {button('withdraw', true)}
      </div>
      {can.includes('return') && isSilent && <p className="proposals-help">{t('proposals.noteHelp')}</p>}
      {acting.error && <Failed error={acting.error} />}
    </div>
  )
}
