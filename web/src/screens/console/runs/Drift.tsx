import type { FeedRow } from '@ioc/server/contract'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { acceptDrift } from '../queries.ts'
import { AskForm } from './AskForm.tsx'

/** In what a page differs from all before it, and a person's word that this is meant. */
export function Drift({ feed }: { feed: FeedRow }) {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  if (!feed.drifts) return null
  return (
    <div className="run-trouble">
      <p role="alert">
        <Shape tone="critical" /> {t('runs.drift.what', { what: feed.drifts.join('; ') })}
      </p>
      {isAsking ? (
        <AskForm
          question={t('runs.drift.question')}
          help={t('runs.drift.help')}
          fields={[]}
          send={() => acceptDrift(feed.key)}
          onClose={() => setAsking(false)}
        />
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {t('runs.drift.accept')}
        </button>
      )}
    </div>
  )
}
