import type { MadeBriefing } from '@ioc/server/contract'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { fileOf } from './queries.ts'

/** The files that went out, to be kept. */
export function Files({ made: { id, title: named, asOf, files } }: { made: MadeBriefing }) {
  const { t, title, number, zone } = useText()
  return (
    <span className="briefing-files">
      {files.map(({ format, bytes, sha256 }) => (
        <a
          key={format}
          href={fileOf(id, format)}
          download
          title={`SHA-256 ${sha256}`}
          aria-label={t('briefings.download', {
            format: format.toUpperCase(),
            name: title(named),
            at: formatMoment(asOf, zone),
          })}
        >
          {format.toUpperCase()} <small>{t('briefings.size', { size: number(bytes / 1_000) })}</small>
        </a>
      ))}
    </span>
  )
}
