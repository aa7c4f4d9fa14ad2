import type { BoundarySet } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { useOutlines } from '../../../tiles/communes/use-outlines.ts'
import { Mark } from '../../../ui/Mark.tsx'

/** What a file would draw, beside what of it fits no unit and which units it leaves out. */
export function Look({ set: { report, sha256 } }: { set: BoundarySet }) {
  const { t, title, number } = useText()
  const { before, after } = report
  const kilobytes = (bytes: number) => number(Math.ceil(bytes / 1000))
  return (
    <div className="boundaries-look">
      <Picture sha256={sha256} />
      <div className="boundaries-report">
        <Mark tone={report.bare.length === 0 ? 'good' : 'watch'}>
          {t('boundaries.matched', { matched: number(report.matched), count: report.units })}
        </Mark>
        <p>
          {t('boundaries.property', { property: report.property })}
          {report.object !== null && ` ${t('boundaries.object', { object: report.object })}`}
          {report.zeros && ` ${t('boundaries.zeros')}`}
        </p>
        {report.bare.length > 0 && (
          <details open={report.bare.length <= 10}>
            <summary>{t('boundaries.bare', { count: report.bare.length })}</summary>
            <ul className="boundaries-bare">
              {report.bare.map(({ key, code, name }) => (
                <li key={key}>
                  {name} ({code})
                </li>
              ))}
            </ul>
          </details>
        )}
        {report.strangerCount > 0 && (
          <details open={report.strangerCount <= 10}>
            <summary>{t('boundaries.strangers', { count: report.strangerCount })}</summary>
            <ul className="boundaries-strangers">
              {report.strangers.map(({ code, name, like }, index) => (
                <li key={index}>
                  {name} ({code}){like !== null && ` ${t('boundaries.like', { name: like })}`}
                </li>
              ))}
            </ul>
          </details>
        )}
        {report.notes.length > 0 && (
          <ul className="boundaries-notes">
            {report.notes.map((note) => (
              <li key={note.vi}>{title(note)}</li>
            ))}
          </ul>
        )}
        <p className="boundaries-help">
          {t('boundaries.simplified', {
            before: kilobytes(before.bytes),
            after: kilobytes(after.bytes),
            cornersBefore: number(before.vertices),
            cornersAfter: number(after.vertices),
            metres: number(report.tolerance),
          })}
        </p>
      </div>
    </div>
  )
}

function Picture({ sha256 }: { sha256: string }) {
  const { t } = useText()
  const outlines = useOutlines(sha256)
  if (!outlines) return <p className="boundaries-picture">{t('console.loading')}</p>
  const { x, y, width, height } = outlines.silhouette.bounds
  return (
    <svg
      className="boundaries-picture"
      viewBox={`${x} ${y} ${width} ${height}`}
      role="img"
      aria-label={t('boundaries.picture', { count: outlines.units.size })}
    >
      {[...outlines.units].map(([key, { path }]) => (
        <path key={key} d={path} data-unit={key} />
      ))}
    </svg>
  )
}
