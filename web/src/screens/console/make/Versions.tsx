import type { VersionsAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { By, useBy } from '../By.tsx'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { Fault } from './Fault.tsx'
import './make.css'
import './versions.css'
import { feedsQuery } from '../queries.ts'
import { begin, optionsQuery, restore, versionsQuery } from './queries.ts'
import { saidSetting } from './said-setting.ts'
import { wordsOfPath } from './words-of-path.ts'

/** What a feed was told to be, the newest first: who said so, what it changed, and the way back. */
export function Versions({ feed }: { feed: string }) {
  const { t, title } = useText()
  const client = useQueryClient()
  const of = useQuery(feedsQuery()).data?.find(({ key }) => key === feed)
  const { data: versions, error } = useQuery(versionsQuery(feed))
  const { by, field } = useBy()
  const beginning = useMutation({ mutationFn: () => begin({ feed }), onSuccess: ({ id }) => moveTo(pathTo.draft(id)) })
  const restoring = useMutation({
    mutationFn: (version: number) => restore(feed, version, by),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  if (error) return <Failed error={error} />
  return (
    <section className="make">
      <div className="console-head">
        <h1>
          {t('make.versionsOf', { feed: of ? title(of.title) : feed })} <small>{feed}</small>
        </h1>
        <button type="button" className="desk-primary" disabled={beginning.isPending} onClick={() => beginning.mutate()}>
          {t('make.edit')}
        </button>
      </div>
      {(beginning.error ?? restoring.error) && <Failed error={(beginning.error ?? restoring.error) as Error} />}
      {restoring.data && restoring.data.faults.length > 0 && (
        <Fault>
          {t('make.cannotRestore', {
            why: restoring.data.faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
          })}
        </Fault>
      )}
      <div className="make-by">
        <By {...field} />
      </div>
      {!versions && <p className="console-empty">{t('console.loading')}</p>}
      {versions && (
        <ol className="make-versions">
          {versions.map((version) => (
            <Version
              key={version.version}
              feed={feed}
              version={version}
              canRestore={by !== '' && !restoring.isPending}
              onRestore={() => restoring.mutate(version.version)}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

function Version({
  feed,
  version: { version, appliedAt, by, note, isNow, runs, changes },
  canRestore,
  onRestore,
}: {
  feed: string
  version: VersionsAnswer[number]
  canRestore: boolean
  onRestore(): void
}) {
  const say = useText()
  const { t, day, minute, number } = say
  const said = (path: string, value: string) => saidSetting(say, path, value)
  return (
    <li className="make-panel">
      <div className="make-panel-head">
        <h2>
          {t('make.version', { version })} {isNow && <em className="make-good">{t('make.isNow')}</em>}
        </h2>
        {!isNow && (
          <button type="button" disabled={!canRestore} title={canRestore ? undefined : t('make.byFirst')} onClick={onRestore}>
            {t('make.restore')}
          </button>
        )}
      </div>
      <p className="make-help">
        {day(appliedAt)} {minute(appliedAt)} · {by ?? t('make.byFile')} · {t('make.runsOf', { n: number(runs) })}
        {note && ` · «${note}»`}
      </p>
      {changes.length > 0 && (
        <table className="make-diff">
          <thead>
            <tr>
              <th>{t('make.what')}</th>
              <th>{t('make.was')}</th>
              <th>{t('make.is')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <tr key={path}>
                <td>
                  <What feed={feed} path={path} />
                </td>
                <td>{before === null ? t('console.blank') : <del>{said(path, before)}</del>}</td>
                <td>{after === null ? t('console.blank') : <ins>{said(path, after)}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  )
}

/** What was changed, as the screens call it, with its path for who knows the files. */
function What({ feed, path }: { feed: string; path: string }) {
  const { t, language } = useText()
  const { data: feeds } = useQuery(feedsQuery())
  const { data: options } = useQuery(optionsQuery())
  const of = feeds?.find(({ key }) => key === feed)
  const connector = options?.connectors.find(({ kind }) => kind === of?.connector)
  const kinds = options?.kinds.filter(({ domain }) => domain === of?.domain) ?? []
  const section = t(`make.fields.${path.split('.')[0]}`, { defaultValue: '' })
  // Of a column: which side of how it is read.
  const part = /^map\.[^.]+\.(\w+)/.exec(path)?.[1]
  const side = part === undefined ? '' : t(`make.mapParts.${part}`, { defaultValue: '' })
  const words = [section, ...wordsOfPath(path, { connector, kinds, language }), side].filter((word) => word !== '')
  if (words.length === 0) return path
  return (
    <>
      {words.join(' › ')} <small>{path}</small>
    </>
  )
}
