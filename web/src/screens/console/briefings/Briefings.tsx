import type { BriefingsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import './briefings.css'
import { History } from './History.tsx'
import { MakeNow } from './MakeNow.tsx'
import { briefingsQuery } from './queries.ts'
import { sayCadence } from './say-cadence.ts'

type Briefing = BriefingsAnswer[number]

/** Reports the house makes by itself: when each is due, all that were made, and one made at once. */
export function Briefings() {
  const { t } = useText()
  const { data, error } = useQuery(briefingsQuery())
  const [made, setMade] = useState<string | null>(null)
  const [only, setOnly] = useState<string | null>(null)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{t('briefings.title')}</h1>
      </div>
      <p className="briefing-help">{t('briefings.help')}</p>
      {data.length === 0 && <p className="console-empty">{t('briefings.noneConfigured')}</p>}
      <ul className="briefing-kinds">
        {data.map((briefing) => (
          <Kind key={briefing.id} briefing={briefing} onMake={() => setMade(briefing.id)}>
            {made === briefing.id && <MakeNow briefing={briefing} onDone={() => setMade(null)} />}
          </Kind>
        ))}
      </ul>
      <History kinds={data} only={only} onOnly={setOnly} />
    </section>
  )
}

function Kind({ briefing, onMake, children }: { briefing: Briefing; onMake(): void; children: React.ReactNode }) {
  const say = useText()
  const { t, title, zone } = say
  const name = title(briefing.title)
  return (
    <li>
      <h2>{name}</h2>
      <p>{sayCadence(briefing.cadence, say)}</p>
      <p>
        <small>{t('briefings.next', { at: formatMoment(briefing.next, zone) })}</small>
        <small>{t(`briefings.class.${briefing.classification}`)}</small>
      </p>
      {children || (
        <button type="button" aria-label={t('briefings.makeOf', { name })} onClick={onMake}>
          {t('briefings.make')}
        </button>
      )}
    </li>
  )
}
