import type { DecideAsk, HeldRow, HeldStatus, Mend, MendAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { decide, mend } from '../queries.ts'
import { WhyForm } from '../WhyForm.tsx'
import { Mended } from './Mended.tsx'

interface Props {
  feed: string
  status: HeldStatus
  fourEyes: boolean
  chosen: HeldRow[]
  /** The rows chosen or, where none is, those whose edits have set them right. */
  mends: Mend[]
  edited: number
  /** What became of those mended last. */
  mended: MendAnswer | null
  onDone(done: MendAnswer): void
  onForget(): void
}

/** What can be done with the rows in hand, by whom and why. */
export function HeldActions({ feed, status, fourEyes, chosen, mends, edited, mended, onDone, onForget }: Props) {
  const { t, number } = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'dismiss' | 'return' | null>(null)
  const settle = {
    onSettled: () =>
      client.invalidateQueries({ queryKey: ['feeds'] }).then(() => client.invalidateQueries({ queryKey: ['held'] })),
  }
  const mending = useMutation({
    mutationFn: (rows: Mend[]) => mend(feed, rows),
    onSuccess: onDone,
    ...settle,
  })
  const deciding = useMutation({
    mutationFn: (decision: Pick<DecideAsk, 'action' | 'note'>) =>
      decide(feed, { rows: chosen.map(({ id, edit }) => ({ id, seen: edit })), ...decision }),
    onSuccess: () => {
      onDone([])
      setAsking(null)
    },
    ...settle,
  })
  const isBusy = mending.isPending || deciding.isPending
  const rows = number(chosen.length)
  return (
    <footer className="held-actions">
      <span className="held-said" role="status">
        {mended && !isBusy ? <Mended rows={mended} /> : status === 'held' && t('console.mendHelp')}
      </span>
      {edited > 0 && (
        <button type="button" disabled={isBusy} onClick={onForget}>
          {t('console.forget', { rows: number(edited) })}
        </button>
      )}
      {['held', 'awaiting', 'rejected'].includes(status) && (
        <button type="button" disabled={isBusy || chosen.length === 0} onClick={() => setAsking('dismiss')}>
          {t('console.dismiss', { rows })}
        </button>
      )}
      {status === 'awaiting' && (
        <>
          <button type="button" disabled={isBusy || chosen.length === 0} onClick={() => setAsking('return')}>
            {t('console.return', { rows })}
          </button>
          <button
            type="button"
            className="desk-primary"
            disabled={isBusy || chosen.length === 0}
            onClick={() => deciding.mutate({ action: 'release' })}
          >
            {t('console.release', { rows })}
          </button>
        </>
      )}
      {status === 'dismissed' && (
        <button
          type="button"
          className="desk-primary"
          disabled={isBusy || chosen.length === 0}
          onClick={() => deciding.mutate({ action: 'reopen' })}
        >
          {t('console.reopen', { rows })}
        </button>
      )}
      {status === 'held' && (
        <button
          type="button"
          className="desk-primary"
          disabled={isBusy || mends.length === 0}
          onClick={() => mending.mutate(mends)}
        >
          {t(fourEyes ? 'console.mendForTwo' : 'console.mend', { rows: number(mends.length) })}
        </button>
      )}
      {(mending.error ?? deciding.error) && <Failed error={(mending.error ?? deciding.error) as Error} />}
      {asking && (
        <WhyForm
          question={t(`console.why.${asking}`, { rows })}
          isBusy={isBusy}
          onSend={(note) => deciding.mutate({ action: asking, note })}
          onCancel={() => setAsking(null)}
        />
      )}
    </footer>
  )
}
