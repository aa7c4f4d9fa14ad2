import type { FeedRow } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { backfill, pause, pullNow, reprocess } from '../queries.ts'
import { AskForm } from './AskForm.tsx'
import { SendFile } from './SendFile.tsx'

/** What set going by a person a run is to come of. */
export type Awaited = 'schedule' | 'reprocess' | 'backfill'

interface Props {
  feed: FeedRow
  /** What was asked for and has not begun. */
  awaits: Awaited | null
  onAsked(what: Awaited): void
}

/** What can be asked of a feed: its source now, some days again, its stored pages again. */
export function RunButtons({ feed, awaits, onAsked }: Props) {
  const { t, day } = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'reprocess' | 'backfill' | 'pause' | null>(null)
  const pull = useMutation({
    mutationFn: () => pullNow(feed.key),
    onSuccess: () => onAsked('schedule'),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const close = (what: Awaited) => (isDone: boolean) => {
    setAsking(null)
    if (isDone) onAsked(what)
  }
  const today = readDay(day(Date.now())) ?? ''
  const isFetchable = feed.backfill === 'exact' || feed.backfill === 'from'
  return (
    <>
      <div className="run-buttons">
        <button type="button" onClick={() => setAsking('reprocess')}>
          {t('runs.reprocess')}
        </button>
        {feed.connector === 'file' && <SendFile feed={feed} />}
        {feed.every !== null && (
          <button
            type="button"
            disabled={!isFetchable}
            title={t(`runs.backfillHelp.${feed.backfill}`)}
            onClick={() => setAsking('backfill')}
          >
            {t('runs.backfill')}
          </button>
        )}
        {feed.every !== null && feed.state !== 'stopped' && (
          <button type="button" onClick={() => setAsking('pause')}>
            {t('runs.pause')}
          </button>
        )}
        {feed.every !== null && (
          <button type="button" className="desk-primary" disabled={pull.isPending} onClick={() => pull.mutate()}>
            {t(feed.state === 'stopped' ? 'runs.goOn' : feed.trouble ? 'runs.retryNow' : 'console.pull')}
          </button>
        )}
      </div>
      {feed.every !== null && !isFetchable && <small className="run-cannot">{t(`runs.backfillHelp.${feed.backfill}`)}</small>}
      {pull.error && <Failed error={pull.error} />}
      {asking === 'reprocess' && (
        <AskForm question={t('runs.ask.reprocess')} fields={[]} send={() => reprocess(feed.key)} onClose={close('reprocess')} />
      )}
      {asking === 'backfill' && (
        <AskForm
          question={t('runs.ask.backfill')}
          help={t(`runs.backfillHelp.${feed.backfill}`)}
          fields={[
            { name: 'from', label: t('runs.from'), type: 'date' },
            // What cannot be asked to stop is read to this day, whatever would be said here.
            ...(feed.backfill === 'exact' ? [{ name: 'to', label: t('runs.to'), type: 'date' as const }] : []),
          ]}
          send={({ from = '', to = today }) => backfill(feed.key, { from, to })}
          onClose={close('backfill')}
        />
      )}
      {asking === 'pause' && (
        <AskForm
          question={t('runs.ask.pause')}
          fields={[{ name: 'why', label: t('runs.why'), type: 'text' }]}
          send={({ why = '' }) => pause(feed.key, { why })}
          onClose={() => setAsking(null)}
        />
      )}
      {awaits && !asking && (
        <p className="console-note" role="status">
          {t(awaits === 'schedule' ? 'console.pulled' : 'runs.queued')}
        </p>
      )}
    </>
  )
}
