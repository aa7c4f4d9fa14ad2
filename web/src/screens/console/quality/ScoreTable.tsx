import type { QualityAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { SCORES, ScoreCell } from './ScoreCell.tsx'

type Row = { key: string; note: string; months: QualityAnswer['owners'][number]['months'] } & (
  | Pick<QualityAnswer['feeds'][number], 'title' | 'simulated'>
  | Pick<QualityAnswer['owners'][number], 'name'>
)

/** Feeds or departments by the four scores, those with the worst of them first. */
export function ScoreTable({ rows, heading }: { rows: Row[]; heading: string }) {
  const { t, title } = useText()
  // Some are told by reports and others by cells: what either means.
  const wholes = [...new Set(rows.flatMap(({ months }) => months.slice(-1).map(({ wholeOf }) => wholeOf)))]
  return (
    <table className="desk-table quality-table">
      <thead>
        <tr>
          <th>{heading}</th>
          {SCORES.map((score) => (
            <th key={score} title={(score === 'whole' ? wholes : [score]).map((of) => t(`quality.means.${of}`)).join('\n')}>
              {t(`quality.${score}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              {'title' in row ? <Link to={pathTo.quality(row.key)}>{title(row.title)}</Link> : row.name}
              <small>
                {row.note}
                {'simulated' in row && row.simulated && <em> · {t('tile.simulated')}</em>}
              </small>
            </td>
            {SCORES.map((score) => (
              <td key={score}>
                <ScoreCell months={row.months} score={score} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
