import type { Embargo, EmbargoesAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { formatDay } from '../../../text/time.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { WhyForm } from '../WhyForm.tsx'
import { EmbargoForm } from './EmbargoForm.tsx'
import './embargoes.css'
import { embargoesQuery, liftEmbargo } from './queries.ts'

/** Figures with a release time: those nobody is shown yet, and those that were let go. */
export function Embargoes() {
  const { t } = useText()
  const { data, error } = useQuery(embargoesQuery())
  const [isSetting, setSetting] = useState(false)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{t('embargoes.title')}</h1>
        <button type="button" className="desk-primary" onClick={() => setSetting(true)}>
          {t('embargoes.new')}
        </button>
      </div>
      {isSetting && <EmbargoForm domains={data.domains} onDone={() => setSetting(false)} />}
      <p className="embargo-help">{t('embargoes.help')}</p>
      {data.embargoes.length === 0 ? <p className="console-empty">{t('embargoes.none')}</p> : <Listed {...data} />}
    </section>
  )
}

function Listed({ at, embargoes }: EmbargoesAnswer) {
  const { t } = useText()
  return (
    <table className="desk-table">
      <thead>
        <tr>
          {(['figure', 'of', 'until', 'why', 'state'] as const).map((column) => (
            <th key={column}>{t(`embargoes.column.${column}`)}</th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        {embargoes.map((embargo) => (
          <Row key={embargo.id} embargo={embargo} isHeld={embargo.lifted === null && embargo.until > at} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ embargo, isHeld }: { embargo: Embargo; isHeld: boolean }) {
  const { t, title, zone } = useText()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const lifting = useMutation({
    mutationFn: (why: string) => liftEmbargo(embargo.id, { why }),
    onSuccess: () => {
      setAsking(false)
      return client.invalidateQueries({ queryKey: ['embargoes'] })
    },
  })
  const lastDay = new Date(Date.parse(embargo.to) - 1).toISOString()
  return (
    <>
      <tr data-held={isHeld || undefined}>
        <td>
          {title(embargo.title)}
          <small>{embargo.indicator}</small>
        </td>
        <td>{t('embargoes.span', { from: formatDay(embargo.from, zone), to: formatDay(lastDay, zone) })}</td>
        <td>{formatMoment(embargo.until, zone)}</td>
        <td>
          {embargo.why}
          <small>{t('embargoes.by', { by: embargo.setBy, at: formatMoment(embargo.setAt, zone) })}</small>
        </td>
        <td>
          <Mark tone={isHeld ? 'not_yet_due' : 'good'}>{t(isHeld ? 'embargoes.held' : 'embargoes.released')}</Mark>
          {embargo.lifted && (
            <small>
              {t('embargoes.early', {
                by: embargo.lifted.by,
                at: formatMoment(embargo.lifted.at, zone),
                why: embargo.lifted.why,
              })}
            </small>
          )}
        </td>
        <td>
          {isHeld && (
            <button type="button" onClick={() => setAsking(true)}>
              {t('embargoes.lift')}
            </button>
          )}
        </td>
      </tr>
      {isAsking && isHeld && (
        <tr>
          <td colSpan={6}>
            <WhyForm
              question={t('embargoes.liftWhy', { title: title(embargo.title) })}
              isBusy={lifting.isPending}
              onSend={(why) => lifting.mutate(why)}
              onCancel={() => setAsking(false)}
            />
            {lifting.error && <Failed error={lifting.error} />}
          </td>
        </tr>
      )}
    </>
  )
}
