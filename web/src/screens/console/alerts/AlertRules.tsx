import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { alertRulesQuery } from './queries.ts'
import './alerts.css'

/** What the province wants to be told of, and how much each rule tells. */
export function AlertRules() {
  const { t, title, number } = useText()
  const { data, error } = useQuery(alertRulesQuery())
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{t('alerts.rules.title')}</h1>
        <Link to={pathTo.newAlertRule()} className="desk-primary">
          {t('alerts.rules.new')}
        </Link>
      </div>
      <p className="alert-help">{t('alerts.rules.help')}</p>
      <table className="desk-table">
        <thead>
          <tr>
            <th>{t('alerts.rule')}</th>
            <th className="desk-number">{t('alerts.rules.open')}</th>
            <th className="desk-number">{t('alerts.rules.began')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rules.map(({ id, off, says, error: trouble, ...rule }) => (
            <tr key={id} data-off={off || undefined}>
              <td>
                <Link to={pathTo.alertRule(id)}>{title(rule.title)}</Link>
                <small>{off ? t('alerts.rules.off') : title(says)}</small>
                {trouble && (
                  <em className="console-failed">
                    <Shape tone="critical" /> {t('alerts.rules.error', { error: trouble })}
                  </em>
                )}
              </td>
              <td className="desk-number">{number(rule.open)}</td>
              <td className="desk-number">{number(rule.began)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
