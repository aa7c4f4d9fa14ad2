import type { Place } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useMe } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { comesBy } from '../comes-by.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { Fault } from './Fault.tsx'
import { kindOf } from './mapped.ts'
import { faultsQuery, publish } from './queries.ts'
import { StepButtons } from './StepButtons.tsx'
import type { StepName, StepProps } from './steps.ts'

/** Where each fault is mended. */
function stepOf({ path: [first] }: Place): StepName {
  if (first === 'settings' || first === 'connector' || first === 'push') return 'connect'
  if (first === 'format') return 'fields'
  return first === 'map' || first === 'kind' || first === 'domain' || first === 'redact' ? 'map' : 'promise'
}

/** What is about to be published, what is still wrong with it, and by whom. */
export function PublishStep({ drafting, options, onBack, onGo, onPublished }: StepProps & { onPublished(): void }) {
  const { t, title, span } = useText()
  const client = useQueryClient()
  const isReviewed = useMe()?.reviewed.includes('feeds') ?? false
  const { id, spec, edit, feed, clashes, flush } = drafting
  const [note, setNote] = useState('')
  const noteId = useId()
  const { data: faults, error } = useQuery(faultsQuery(drafting))
  const seen = useRef(edit)
  seen.current = edit
  const publishing = useMutation({
    mutationFn: async () => {
      await flush()
      return publish(id, { note: note.trim() || null, edit: seen.current })
    },
    onSuccess: async ({ feed: published, proposal }) => {
      if (published) onPublished()
      if (proposal !== null) {
        await client.invalidateQueries({ queryKey: ['proposals'] })
        moveTo(pathTo.proposal(proposal))
      }
      await client.invalidateQueries({ queryKey: ['feeds'] })
    },
  })
  const { data: done } = publishing
  if (done?.feed)
    return (
      <Published name={spec.title?.vi ?? done.feed} feed={done.feed} version={done.version ?? 1} connector={spec.connector} />
    )
  const isReady = !publishing.isPending && faults !== undefined && clashes.length === 0 && (!isReviewed || note.trim() !== '')
  const wrong = done?.faults ?? faults ?? []
  const kind = kindOf(options.kinds, spec)
  const nothing = t('console.blank')
  const connector = options.connectors.find((each) => each.kind === spec.connector)
  const summary: [string, string][] = [
    [t('make.title'), spec.title?.vi || nothing],
    [t('make.connector'), connector ? title(connector.title) : spec.connector],
    [t('make.kind'), kind ? `${title(kind.domainTitle)}: ${title(kind.title)}` : nothing],
    [t('make.owner'), options.owners.find(({ key }) => key === spec.owner)?.name ?? spec.owner ?? nothing],
    [t('make.every'), spec.every ? span(spec.every) : t(`console.byHand.${comesBy(spec)}`)],
    [
      t('make.promise'),
      spec.promise
        ? [span(spec.promise), spec.counted && t(`make.counted.short.${spec.counted}`)].filter(Boolean).join(', ')
        : nothing,
    ],
    ...(spec.fourEyes ? [[t('make.fields.fourEyes'), t('make.true')] as [string, string]] : []),
  ]
  return (
    <form
      className="make-step make-narrow"
      onSubmit={(event) => {
        event.preventDefault()
        publishing.mutate()
      }}
    >
      <dl className="make-summary">
        {summary.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {error && <Failed error={error} />}
      {wrong.length > 0 && (
        <div className="make-panel" role="alert">
          <h2>{t('make.mendFirst')}</h2>
          <ul className="make-faults">
            {wrong.map((fault) => (
              <li key={fault.path.join('.')}>
                <Fault inline>
                  {t(`make.fields.${fault.path[0]}`, { defaultValue: fault.path.join('.') })}: {fault.message}
                </Fault>
                <button type="button" onClick={() => onGo(stepOf(fault))}>
                  {t('make.goMend')}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="make-line">
        <p className="make-help">{t(isReviewed ? 'proposals.needsTwo' : 'make.byHelp')}</p>
      </div>
      {(feed !== null || isReviewed) && (
        <div className="make-line">
          <label htmlFor={noteId}>{t(isReviewed ? 'proposals.why' : 'make.note')}</label>
          <input id={noteId} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          <p className="make-help">{t('make.noteHelp')}</p>
        </div>
      )}
      {publishing.error && <Failed error={publishing.error} />}
      <StepButtons
        onBack={onBack}
        isReady={clashes.length === 0}
        why={t(clashes.length > 0 ? 'make.meanwhile.first' : 'make.byFirst')}
      >
        <button type="submit" className="desk-primary" disabled={!isReady}>
          {t(
            publishing.isPending
              ? 'make.publishing'
              : isReviewed
                ? 'proposals.propose'
                : feed === null
                  ? 'make.publish'
                  : 'make.publishVersion',
          )}
        </button>
      </StepButtons>
    </form>
  )
}

function Published({ name, feed, version, connector }: { name: string; feed: string; version: number; connector: string }) {
  const { t } = useText()
  const isForm = connector === 'form'
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => whole.current?.querySelector<HTMLElement>('.make-go')?.focus(), [])
  return (
    <div ref={whole} className="make-step make-narrow" role="status">
      <p className="make-good">
        <Shape tone="good" /> {t(isForm ? 'make.publishedForm' : 'make.published', { feed: name, version })}
      </p>
      {version > 1 && <p className="make-help">{t('make.oldRows')}</p>}
      {connector === 'webhook' && version === 1 && (
        <p className="make-panel">
          {t('make.howToSend')} <code>POST {`${location.origin}/api/feeds/${feed}/deliveries`}</code>
        </p>
      )}
      {isForm && (
        <p>
          <Link to={pathTo.enter(feed)} className="make-go">
            {t('reporting.enter.title')}
          </Link>
        </p>
      )}
      <p>
        <Link to={pathTo.runs(feed)} className="make-go">
          {t('make.seeRuns')}
        </Link>
      </p>
    </div>
  )
}
