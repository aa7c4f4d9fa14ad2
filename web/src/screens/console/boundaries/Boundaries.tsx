import type { BoundarySet } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { WhyForm } from '../WhyForm.tsx'
import './boundaries.css'
import { LoadFile } from './LoadFile.tsx'
import { boundariesQuery, withdraw } from './queries.ts'
import { standingOf } from './standing.ts'

/** The outlines maps are drawn by: what was loaded for which days, and the way to load others. */
export function Boundaries() {
  const { t } = useText()
  const { data, error } = useQuery(boundariesQuery())
  const [isLoading, setLoading] = useState(false)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="boundaries">
      <div className="console-head">
        <h1>{t('boundaries.title')}</h1>
        {!isLoading && (
          <button type="button" className="desk-primary" onClick={() => setLoading(true)}>
            {t('boundaries.load')}
          </button>
        )}
      </div>
      <p className="boundaries-help">{t('boundaries.help')}</p>
      {isLoading && <LoadFile days={data.days} onDone={() => setLoading(false)} />}
      {data.sets.length === 0 ? (
        !isLoading && <p className="console-empty">{t('boundaries.none')}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              <th>{t('boundaries.column.from')}</th>
              <th>{t('boundaries.column.file')}</th>
              <th>{t('boundaries.column.source')}</th>
              <th>{t('boundaries.column.loaded')}</th>
              <th>{t('boundaries.column.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {data.sets.map((set) => (
              <Row key={set.id} set={set} sets={data.sets} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ set, sets }: { set: BoundarySet; sets: BoundarySet[] }) {
  const { t, day, minute, number } = useText()
  const moment = (at: string) => `${minute(at)} ${day(at)}`
  const client = useQueryClient()
  const [isLeaving, setLeaving] = useState(false)
  const leaving = useMutation({
    mutationFn: (why: string) => withdraw(set.id, { why }),
    onSuccess: () => setLeaving(false),
    onSettled: () => client.invalidateQueries({ queryKey: ['boundaries'] }),
  })
  const standing = standingOf(set, sets)
  const { report } = set
  return (
    <>
      <tr data-set={set.id} data-off={standing !== 'inForce' || undefined}>
        <td>{day(set.validFrom)}</td>
        <td>
          {set.fileName}
          <small>
            {t('boundaries.matched', { matched: number(report.matched), count: report.units })},{' '}
            {t('boundaries.size', { size: number(Math.ceil(report.after.bytes / 1000)) })}
          </small>
        </td>
        <td>
          {set.source}
          <small>{set.licence}</small>
        </td>
        <td>
          {set.loadedBy}, {set.loadedAt && moment(set.loadedAt)}
          <small>{set.loadedWhy}</small>
        </td>
        <td>
          <Mark tone={standing === 'inForce' ? 'good' : 'withdrawn'}>{t(`boundaries.standing.${standing}`)}</Mark>
          {set.withdrawnAt && (
            <small>
              {set.withdrawnBy}, {moment(set.withdrawnAt)}: {set.withdrawnWhy}
            </small>
          )}
          {standing === 'inForce' && !isLeaving && (
            <div>
              <button type="button" onClick={() => setLeaving(true)}>
                {t('boundaries.withdraw')}
              </button>
            </div>
          )}
        </td>
      </tr>
      {isLeaving && (
        <tr>
          <td colSpan={5}>
            <WhyForm
              question={t('boundaries.withdrawWhy')}
              isBusy={leaving.isPending}
              onSend={(why) => leaving.mutate(why)}
              onCancel={() => setLeaving(false)}
            />
            {leaving.error && <Failed error={leaving.error} />}
          </td>
        </tr>
      )}
    </>
  )
}
