import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Age } from '../../../ui/Age.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import './make.css'
import './connect.css'
import { begin, draftsQuery, drop, optionsQuery } from './queries.ts'

/** Where a feed begins: by which way its data come, or a draft that was left. */
export function NewFeed() {
  const { t, title } = useText()
  const client = useQueryClient()
  const { data: options, error } = useQuery(optionsQuery())
  const { data: drafts = [] } = useQuery(draftsQuery())
  const beginning = useMutation({ mutationFn: begin, onSuccess: ({ id }) => moveTo(pathTo.draft(id)) })
  const dropping = useMutation({ mutationFn: drop, onSettled: () => client.invalidateQueries({ queryKey: ['drafts'] }) })
  if (error) return <Failed error={error} />
  const named = (wanted: string) => {
    const found = options?.connectors.find(({ kind }) => kind === wanted)
    return found ? title(found.title) : wanted
  }
  if (!options) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="make">
      <div className="make-head">
        <h1>{t('make.begin')}</h1>
        <p className="make-help">{t('make.beginHelp')}</p>
      </div>
      {(beginning.error ?? dropping.error) && <Failed error={(beginning.error ?? dropping.error) as Error} />}
      <ul className="make-kinds">
        {options.connectors.map(({ kind, title: name }) => (
          <li key={kind}>
            <button type="button" disabled={beginning.isPending} onClick={() => beginning.mutate({ connector: kind })}>
              <b>{title(name)}</b>
              <small>{t(`make.about.${kind}`, { defaultValue: '' })}</small>
            </button>
          </li>
        ))}
      </ul>
      {drafts.length > 0 && (
        <>
          <h2>{t('make.drafts')}</h2>
          <table className="desk-table">
            <tbody>
              {drafts.map(({ id, spec, feed, by, savedAt }) => (
                <tr key={id}>
                  <td>
                    <Link to={pathTo.draft(id)}>
                      {spec.title?.vi ? title({ vi: spec.title.vi, en: spec.title.en || spec.title.vi }) : t('make.nameless')}
                    </Link>
                    <small>
                      {named(spec.connector)}
                      {feed && ` · ${t('make.versionOf', { feed })}`}
                    </small>
                  </td>
                  <td>{by ?? ''}</td>
                  <td>
                    <Age at={savedAt} />
                  </td>
                  <td>
                    <button type="button" onClick={() => dropping.mutate(id)}>
                      {t('make.drop')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
