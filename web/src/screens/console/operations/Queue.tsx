import type { OperationsAnswer } from '@ioc/server/contract'
import { formatNumber } from '../../../text/number.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'

const COLUMNS = ['lane', 'waiting', 'active', 'delayed', 'waited'] as const

/** How much waits in each lane of the queue, and since when. */
export function Queue({ lanes }: { lanes: OperationsAnswer['queue'] }) {
  const { t, span, language } = useText()
  const amount = (value: number) => formatNumber(value, 0, language)
  return (
    <>
      <h2>{t('operations.queue.title')}</h2>
      {lanes.some(({ depth }) => depth === null) && <Mark tone="critical">{t('operations.queue.silent')}</Mark>}
      <table className="desk-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === 'lane' ? undefined : 'desk-number'}>
                {t(`operations.queue.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ lane, depth }) => (
            <tr key={lane}>
              <td>{t(`operations.queue.of.${lane}`)}</td>
              {(['waiting', 'active', 'delayed'] as const).map((each) => (
                <td key={each} className="desk-number">
                  {depth ? amount(depth[each]) : '–'}
                </td>
              ))}
              <td className="desk-number">{depth?.waitedMs == null ? '–' : span(Math.max(1, depth.waitedMs / 1_000))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
