import type { FeedRow } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { keptBy } from '../By.tsx'
import { Failed } from '../Failed.tsx'
import { backfill, pause, pullNow, reprocess } from '../queries.ts'
import { AskForm } from './AskForm.tsx'
import { SendFile } from './SendFile.tsx'

/** What can be asked of a feed: its source now, some days again, its stored pages again. */
export function RunButtons({ feed }: { feed: FeedRow }) {
  const { t } = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'reprocess' | 'backfill' | 'pause' | null>(null)
  const [isQueued, setQueued] = useState(false)
  const pull = useMutation({
    mutationFn: () => pullNow(feed.key, keptBy()),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const close = (isDone: boolean) => {
    setAsking(null)
    setQueued(isDone)
  }
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
        <AskForm
          question={t('runs.ask.reprocess')}
          fields={[]}
          send={({ by = '' }) => reprocess(feed.key, { by })}
          onClose={close}
        />
      )}
      {asking === 'backfill' && (
        <AskForm
          question={t('runs.ask.backfill')}
          help={t(`runs.backfillHelp.${feed.backfill}`)}
          fields={[
            { name: 'from', label: t('runs.from'), type: 'date' },
            { name: 'to', label: t('runs.to'), type: 'date' },
          ]}
          send={({ by = '', from = '', to = '' }) => backfill(feed.key, { by, from, to })}
          onClose={close}
        />
      )}
      {asking === 'pause' && (
        <AskForm
          question={t('runs.ask.pause')}
          fields={[{ name: 'why', label: t('runs.why'), type: 'text' }]}
          send={({ by = '', why = '' }) => pause(feed.key, { by, why })}
          onClose={() => setAsking(null)}
        />
      )}
      {(isQueued || pull.isSuccess) && !asking && (
        <p className="console-note" role="status">
          {t(isQueued ? 'runs.queued' : 'console.pulled')}
        </p>
      )}
    </>
  )
}
