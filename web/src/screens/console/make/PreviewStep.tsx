import type { Preview } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { RuleMark } from '../rules/RuleMark.tsx'
import { Fault } from './Fault.tsx'
import { type Headings, headingsIn, useHeading } from './headings.ts'
import { ImpactList } from './ImpactList.tsx'
import { kindOf } from './mapped.ts'
import { PreviewRows } from './PreviewRows.tsx'
import { fieldsQuery, impact, impactProgressQuery, preview } from './queries.ts'
import './preview.css'
import { StepButtons } from './StepButtons.tsx'
import { Strangers } from './Strangers.tsx'
import type { StepProps } from './steps.ts'
import { withTold } from './told-apart.ts'

/** The first rows before and after, why some would be held, and which indicators would move; nothing is stored. `isReview`: somebody else looks it through. */
export function PreviewStep({ drafting, options, onNext, onBack, onGo, isReview = false }: StepProps & { isReview?: boolean }) {
  const { t, number } = useText()
  const { id, spec, flush, change } = drafting
  const stop = useRef(new AbortController())
  const weighing = useMutation({
    mutationFn: () => {
      stop.current = new AbortController()
      return impact(id, stop.current.signal)
    },
  })
  const isStopped = weighing.isError && stop.current.signal.aborted
  const trying = useMutation({
    mutationFn: async () => {
      await flush()
      return preview(id)
    },
    onSuccess: ({ preview: tried }) => tried && tried.facts > 0 && weighing.mutate(),
  })
  const start = useRef(trying.mutate)
  useEffect(() => start.current(), [])
  const kind = kindOf(options.kinds, spec)
  const { data: seen } = useQuery(fieldsQuery(drafting))
  const headings = headingsIn(seen?.fields ?? [], useHeading(spec.format?.figures !== undefined))
  const shown = trying.data?.preview
  return (
    <div className="make-step" aria-busy={trying.isPending || weighing.isPending}>
      {trying.error && <Failed error={trying.error} />}
      {trying.data?.faults.map(({ path, message }) => (
        <Fault key={path.join('.')}>
          {path.join('.')}: {message}{' '}
          {!isReview && (
            <button type="button" onClick={() => onGo(path[0] === 'settings' ? 'connect' : 'map')}>
              {t('make.goMend')}
            </button>
          )}
        </Fault>
      ))}
      {trying.isPending && !shown && <p className="console-empty">{t('make.trying')}</p>}
      {shown && kind && (
        <div className="make-tried" data-wide={kind.targets.filter(({ name }) => spec.map?.[name]).length > 5 || undefined}>
          <div className="make-panel">
            <div className="make-panel-head">
              <h2>{t('make.firstRows', { n: number(shown.rows.length) })}</h2>
              <span className="make-help">{t('make.firstRowsHelp')}</span>
            </div>
            {shown.fault && <Fault>{shown.fault}</Fault>}
            {shown.blocked > 0 && <Fault>{t('make.blocked', { rows: number(shown.blocked) })}</Fault>}
            <PreviewRows key={trying.submittedAt} preview={shown} kind={kind} map={spec.map ?? {}} headings={headings} />
            <Strangers
              strangers={isReview ? [] : shown.strangers}
              units={options.units}
              onTell={(name, unit) => {
                change({ map: withTold(spec.map ?? {}, name, unit) })
                trying.mutate()
              }}
            />
            <Reasons preview={shown} headings={headings} />
          </div>
          <aside className="make-panel">
            <h2>{t('make.ifPublished')}</h2>
            <div className="make-counts">
              <p>
                <b>{number(shown.facts)}</b> {t('make.rowsIn')}
              </p>
              <p data-some={shown.held > 0 || undefined}>
                <b>{number(shown.held)}</b> {t('make.rowsHeld')}
              </p>
              <p data-some={shown.warned > 0 || undefined}>
                <b>{number(shown.warned)}</b> {t('make.rowsWarned')}
              </p>
              <p data-some={shown.rejected > 0 || undefined}>
                <b>{number(shown.rejected)}</b> {t('make.rowsRejected')}
              </p>
              <p>
                <b>{number(shown.repeated)}</b> {t('make.rowsRepeated')}
              </p>
            </div>
            <h2>{t('make.moves')}</h2>
            {weighing.isPending && <Weighing draft={id} onStop={() => stop.current.abort()} />}
            {weighing.error && (
              <>
                {isStopped ? <p className="make-help">{t('make.weighStopped')}</p> : <Failed error={weighing.error} />}
                <button type="button" onClick={() => weighing.mutate()}>
                  {t('make.weighAgain')}
                </button>
              </>
            )}
            {weighing.data && !weighing.isPending && <ImpactList impact={weighing.data} />}
          </aside>
        </div>
      )}
      <StepButtons
        onBack={isReview ? undefined : onBack}
        {...(!isReview && { onNext, next: t('make.toPromise') })}
        isReady={(shown?.facts ?? 0) > 0}
        why={shown ? t('make.noRowIn') : undefined}
      >
        <button type="button" disabled={trying.isPending} onClick={() => trying.mutate()}>
          {t('make.tryAgain')}
        </button>
      </StepButtons>
    </div>
  )
}

/** How far the reckoning has got, and the way out of it. */
function Weighing({ draft, onStop }: { draft: number; onStop(): void }) {
  const { t, number } = useText()
  const { data } = useQuery(impactProgressQuery(draft))
  return (
    <div role="status">
      <p className="make-help">{t('make.weighing')}</p>
      {data && <progress max={data.of} value={data.done} aria-label={t('make.moves')} />}
      {data && <p className="make-help">{t('make.weighed', { done: number(data.done), of: number(data.of) })}</p>}
      <button type="button" onClick={onStop}>
        {t('make.weighStop')}
      </button>
    </div>
  )
}

function Reasons({ preview: { reasons }, headings }: { preview: Preview; headings: Headings }) {
  const { t, number } = useText()
  if (reasons.length === 0) return null
  return (
    <div className="make-reasons">
      <h2>{t('make.whyHeld')}</h2>
      <ul>
        {reasons.map(({ field, code, message, count, severity }) => (
          <li key={`${field} ${code}`}>
            <b>{number(count)}</b> <RuleMark severity={severity} /> {headings.within(message)}
          </li>
        ))}
      </ul>
    </div>
  )
}
