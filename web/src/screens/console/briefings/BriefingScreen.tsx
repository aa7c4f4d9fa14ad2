import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import './briefings.css'
import { Files } from './Files.tsx'
import { Paper } from './Paper.tsx'
import { oneQuery } from './queries.ts'

/** One report, read as it went out. */
export function BriefingScreen({ id }: { id: number }) {
  const { t, title } = useText()
  const { data, error } = useQuery(oneQuery(id))
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{title(data.title)}</h1>
        <div className="briefing-buttons">
          <Files made={data} />
          <Link to={pathTo.briefings()}>{t('briefings.back')}</Link>
        </div>
      </div>
      {data.status === 'waiting' && (
        <p className="console-empty" role="status">
          {t('briefings.making')}
        </p>
      )}
      {data.status === 'failed' && (
        <p role="alert" className="console-failed">
          {t('briefings.failed', { why: data.reason })}
        </p>
      )}
      {data.document && (
        <>
          <p className="briefing-help">{t('briefings.paperHelp', { version: data.version })}</p>
          <Paper document={data.document} />
        </>
      )}
    </section>
  )
}
