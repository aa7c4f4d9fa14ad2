import type { OperationsAnswer } from '@ioc/server/contract'
import { formatMoment } from '../../../text/moment.ts'
import { formatNumber } from '../../../text/number.ts'
import { useText } from '../../../text/use-text.ts'

const COLUMNS = ['text', 'calls', 'mean', 'most'] as const

/** The statements that took most of the database’s time, of those that are slow. */
export function Statements({ of: { countedBy, since, slowMs, list } }: { of: OperationsAnswer['statements'] }) {
  const { t, language, zone } = useText()
  const amount = (value: number) => formatNumber(value, 0, language)
  const at = since === null ? '' : formatMoment(since, zone)
  return (
    <>
      <h2>{t('operations.statements.title')}</h2>
      <p>{t(`operations.statements.by.${countedBy}`, { ms: amount(slowMs), at })}</p>
      {list.length === 0 ? (
        <p className="console-empty">{t('operations.statements.none')}</p>
      ) : (
        <table className="desk-table operations-statements">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className={column === 'text' ? undefined : 'desk-number'}>
                  {t(`operations.statements.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.map(({ text, calls, mean, most }) => (
              <tr key={text}>
                <td>
                  <code>{text}</code>
                </td>
                {[calls, mean, most].map((each, place) => (
                  <td key={COLUMNS[place + 1]} className="desk-number">
                    {amount(each)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
