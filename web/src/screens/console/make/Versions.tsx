import type { VersionsAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { useWaiting } from '../proposals/queries.ts'
import { WaitingProposal } from '../proposals/WaitingProposal.tsx'
import { moveTo } from '../use-path.ts'
import { ChangedSetting } from './ChangedSetting.tsx'
import { DiffTable } from './DiffTable.tsx'
import { Fault } from './Fault.tsx'
import './make.css'
import './versions.css'
import { feedsQuery } from '../queries.ts'
import { begin, restore, versionsQuery } from './queries.ts'
import { saidSetting } from './said-setting.ts'

/** What a feed was told to be, the newest first: who said so, what it changed, and the way back. */
export function Versions({ feed }: { feed: string }) {
  const { t, title } = useText()
  const client = useQueryClient()
  const of = useQuery(feedsQuery()).data?.find(({ key }) => key === feed)
  const { data: versions, error } = useQuery(versionsQuery(feed))
  const waiting = useWaiting('feeds', feed)
  const beginning = useMutation({ mutationFn: () => begin({ feed }), onSuccess: ({ id }) => moveTo(pathTo.draft(id)) })
  const restoring = useMutation({
    mutationFn: (version: number) => restore(feed, version),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['feeds'] })
      await client.invalidateQueries({ queryKey: ['proposals'] })
    },
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
      {restoring.data?.proposal != null && <p role="status">{t('proposals.proposed')}</p>}
      {waiting && <WaitingProposal proposal={waiting.id} by={waiting.by} />}
      {!versions && <p className="console-empty">{t('console.loading')}</p>}
      {versions && (
        <ol className="make-versions">
          {versions.map((version) => (
            <Version
              key={version.version}
              feed={feed}
              version={version}
              canRestore={!restoring.isPending}
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
          <button type="button" disabled={!canRestore} onClick={onRestore}>
            {t('make.restore')}
          </button>
        )}
      </div>
      <p className="make-help">
        {day(appliedAt)} {minute(appliedAt)} · {by ?? t('make.byFile')} · {t('make.runsOf', { n: number(runs) })}
        {note && ` · «${note}»`}
      </p>
      {changes.length > 0 && (
        <DiffTable changes={changes} what={(path) => <ChangedSetting feed={feed} path={path} />} said={said} />
      )}
    </li>
  )
}
