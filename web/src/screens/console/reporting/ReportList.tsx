import type { ReportRow, ReportStanding } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape, type Tone } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { nameOfPeriod } from '../punctuality/names.ts'
import { reportingUnitsQuery, reportsQuery } from './queries.ts'
import { Reminders } from './Reminders.tsx'
import './reporting.css'

const UNIT = 'ioc-report-unit'

const TONES: Record<ReportStanding, Tone> = {
  none: 'not_yet_due',
  draft: 'provisional',
  returned: 'warn',
  submitted: 'watch',
  checked: 'watch',
  approved: 'good',
}

/** The reports of one's unit, those to do first; and those that wait for the department. */
export function ReportList() {
  const { t } = useText()
  const id = useId()
  const { data: units = [] } = useQuery(reportingUnitsQuery())
  const [unit, setUnit] = useState(() => localStorage.getItem(UNIT) ?? '')
  const [isWaiting, setWaiting] = useState(false)
  const of = isWaiting ? 'waiting' : { unit }
  const { data: rows, error } = useQuery({ ...reportsQuery(of), enabled: isWaiting || unit !== '' })
  const choose = (key: string) => {
    localStorage.setItem(UNIT, key)
    setUnit(key)
  }
  return (
    <section className="reporting">
      <div className="console-head">
        <h1>{t('reporting.title')}</h1>
        {!isWaiting && (
          <div className="reporting-unit">
            <label htmlFor={id}>{t('reporting.unit')}</label>
            <select id={id} value={unit} onChange={(event) => choose(event.target.value)}>
              <option value="">{t('reporting.chooseUnit')}</option>
              {units.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      <div className="console-tabs" role="tablist">
        <button type="button" role="tab" aria-selected={!isWaiting} onClick={() => setWaiting(false)}>
          {t('reporting.mine')}
        </button>
        <button type="button" role="tab" aria-selected={isWaiting} onClick={() => setWaiting(true)}>
          {t('reporting.waiting')}
        </button>
      </div>
      {!isWaiting && unit !== '' && <Reminders unit={unit} />}
      {error ? (
        <Failed error={error} />
      ) : !isWaiting && unit === '' ? (
        <p className="console-empty">{t('reporting.chooseFirst')}</p>
      ) : !rows ? (
        <p className="console-empty">{t('console.loading')}</p>
      ) : rows.length === 0 ? (
        <p className="console-empty">{t(isWaiting ? 'reporting.nothingWaiting' : 'reporting.nothingDue')}</p>
      ) : (
        <Rows rows={rows} isWaiting={isWaiting} />
      )}
    </section>
  )
}

function Rows({ rows, isWaiting }: { rows: ReportRow[]; isWaiting: boolean }) {
  const { t, title, minute, day } = useText()
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th>{t('reporting.report')}</th>
          {isWaiting && <th>{t('reporting.unit')}</th>}
          <th>{t('reporting.period')}</th>
          <th>{t('reporting.due')}</th>
          <th>{t('reporting.standing')}</th>
          <th>{t('reporting.lastBy')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.template} ${row.unit.key} ${row.period.from}`}>
            <td>
              <Link to={pathTo.report({ template: row.template, unit: row.unit.key, period: row.period.from })}>
                {title(row.title)}
              </Link>
              {row.wanted !== null && <small className="desk-wrong">{t('reporting.wanted', { why: row.wanted })}</small>}
            </td>
            {isWaiting && <td>{row.unit.name}</td>}
            <td>{nameOfPeriod(row.every, row.period)}</td>
            <td>
              {sayDay(row.period.due)}
              <Late row={row} />
            </td>
            <td>
              <Standing row={row} />
            </td>
            <td>
              {row.by ?? '–'}
              {row.at && (
                <small>
                  {minute(row.at)} {day(row.at)}
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Standing({ row }: { row: Pick<ReportRow, 'standing' | 'revision'> }) {
  const { t } = useText()
  return (
    <span className={`reporting-standing reporting-${row.standing}`}>
      <Shape tone={TONES[row.standing]} /> {t(`reporting.standings.${row.standing}`)}
      {row.revision > 0 && ` · ${t('reporting.revision', { revision: row.revision })}`}
    </span>
  )
}

/** Whether it was told in time, or by how many days it is late. */
export function Late({
  row: { standing, revision, lateDays, wanted },
}: {
  row: Pick<ReportRow, 'standing' | 'revision' | 'lateDays' | 'wanted'>
}) {
  const { t, number } = useText()
  // What was approved stands until its correction is.
  const isOwed = revision === 0 && (standing === 'none' || standing === 'draft' || standing === 'returned')
  if (lateDays > 0)
    return (
      <small className="desk-wrong">{t(isOwed ? 'reporting.overdue' : 'reporting.toldLate', { days: number(lateDays) })}</small>
    )
  return isOwed || wanted !== null ? null : <small>{t('reporting.toldInTime')}</small>
}
