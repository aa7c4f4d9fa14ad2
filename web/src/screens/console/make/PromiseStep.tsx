import type { DraftSpec } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { ExpectsForm } from './ExpectsForm.tsx'
import { Line } from './Line.tsx'
import { OwnerField } from './OwnerField.tsx'
import { StepButtons } from './StepButtons.tsx'
import { SPANS, type SpanUnit, secondsOf, spanOf } from './spans.ts'
import type { StepProps } from './steps.ts'

/** What it is called, who answers for it, how often it is asked and how fresh it promises to be. */
export function PromiseStep({ drafting, options, isAsked, onNext, onBack }: StepProps & { isAsked: boolean }) {
  const { t } = useText()
  const { spec, change, feed } = drafting
  const { title, owner, every, promise, counted, fourEyes } = spec
  const wanting = [
    ...(title?.vi?.trim() ? [] : [t('make.title')]),
    ...(owner ? [] : [t('make.owner')]),
    ...(isAsked && !every ? [t('make.every')] : []),
    ...(promise ? [] : [t('make.promise')]),
  ]
  return (
    <form
      className="make-step make-narrow"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanting.length === 0) onNext()
      }}
    >
      <Line label={t('make.title')} help={t(feed === null ? 'make.titleHelp' : 'make.titleKept', { feed })} isRequired>
        {({ id, describedBy }) => (
          <input
            id={id}
            aria-describedby={describedBy}
            value={title?.vi ?? ''}
            maxLength={200}
            onChange={(event) => change({ title: { ...title, vi: event.target.value } })}
          />
        )}
      </Line>
      <Line label={t('make.titleEn')} help={t('make.titleEnHelp')}>
        {({ id, describedBy }) => (
          <input
            id={id}
            aria-describedby={describedBy}
            value={title?.en ?? ''}
            maxLength={200}
            onChange={(event) => change({ title: { ...title, en: event.target.value } })}
          />
        )}
      </Line>
      <Line label={t('make.owner')} help={t('make.ownerHelp')} isRequired>
        {({ id }) => (
          <OwnerField
            id={id}
            connector={spec.connector}
            owners={options.owners}
            owner={owner ?? ''}
            onChange={(next) => change({ owner: next })}
          />
        )}
      </Line>
      {isAsked && (
        <SpanLine
          label={t('make.every')}
          help={t('make.everyHelp')}
          seconds={every ?? null}
          onChange={(next) => change({ every: next })}
        />
      )}
      <SpanLine
        label={t('make.promise')}
        help={t('make.promiseHelp')}
        seconds={promise ?? null}
        onChange={(next) => change({ promise: next })}
      />
      <Line label={t('make.counted.title')} help={t('make.counted.help')}>
        {({ id, describedBy }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value={counted ?? 'always'}
            onChange={({ target: { value } }) =>
              change({ counted: value === 'always' ? undefined : (value as DraftSpec['counted']) })
            }
          >
            {(['always', 'working_days', 'working_hours'] as const).map((each) => (
              <option key={each} value={each}>
                {t(`make.counted.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Line>
      <label className="make-tick">
        <input type="checkbox" checked={fourEyes === true} onChange={(event) => change({ fourEyes: event.target.checked })} />
        {t('make.fourEyes')}
      </label>
      <ExpectsForm drafting={drafting} options={options} />
      <StepButtons
        onBack={onBack}
        onNext={onNext}
        next={t('make.toPublish')}
        isReady={wanting.length === 0}
        why={t('make.stillWanting', { fields: wanting.join(', ') })}
      />
    </form>
  )
}

/** A span of time as a number and its unit. */
function SpanLine({
  label,
  help,
  seconds,
  onChange,
}: {
  label: string
  help: string
  seconds: number | null
  onChange(seconds: number | null): void
}) {
  const { t } = useText()
  const unitId = useId()
  const { count, unit } = spanOf(seconds)
  return (
    <Line label={label} help={help} isRequired>
      {({ id, describedBy }) => (
        <span className="make-span">
          <input
            id={id}
            type="number"
            min={1}
            aria-describedby={describedBy}
            value={count ?? ''}
            onChange={(event) => onChange(secondsOf(Number(event.target.value), unit))}
          />
          <select
            id={unitId}
            aria-label={t('make.spanUnit', { field: label })}
            value={unit}
            onChange={(event) => onChange(secondsOf(count ?? 1, event.target.value as SpanUnit))}
          >
            {Object.keys(SPANS).map((each) => (
              <option key={each} value={each}>
                {t(`make.spans.${each as SpanUnit}`)}
              </option>
            ))}
          </select>
        </span>
      )}
    </Line>
  )
}
