import type { DraftField, KindOption, Suggestion, TargetOption } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Line } from './Line.tsx'
import { MapRow } from './MapRow.tsx'
import { kindOf, missingIn } from './mapped.ts'
import { Personal } from './Personal.tsx'
import { fieldFor, fieldsQuery, type KindChoice, suggestFor } from './queries.ts'
import './map.css'
import { StepButtons } from './StepButtons.tsx'
import type { StepProps } from './steps.ts'
import type { Drafting } from './use-draft.ts'

/** Below this a suggestion is a guess, and a person chooses. */
const GOOD_FIT = 0.55

/** What the source's records are, and which of its columns fills which of our fields. */
export function MapStep({ drafting, options, onNext, onBack }: StepProps) {
  const { t, title, number } = useText()
  const { id, spec, change, flush } = drafting
  const { data, error } = useQuery(fieldsQuery(drafting))
  const kind = kindOf(options.kinds, spec)
  const use = (suggestion: Suggestion) => {
    const { domain, kind: name, map, redact } = suggestion
    change({ domain, kind: name, map, redact: data?.canRedact ? redact : [] })
  }
  const choosing = useMutation({
    mutationFn: async (choice: KindChoice) => {
      await flush()
      use(await suggestFor(id, choice))
    },
  })
  const [best] = data?.suggestions ?? []
  const suggested = useRef(false)
  useEffect(() => {
    // Once, and never over what a person chose.
    if (suggested.current || spec.kind || !best || best.fit < GOOD_FIT) return
    suggested.current = true
    change({ domain: best.domain, kind: best.kind, map: best.map, redact: data?.canRedact ? best.redact : [] })
  }, [best, spec.kind, change, data?.canRedact])
  const filling = useMutation({
    mutationFn: async ({ target, path, item }: { target: string; path: string; item?: string }) => {
      await flush()
      const ask = { ...choiceOf(kind as KindOption), target: item === undefined ? target : `${target}.${item}`, path }
      const list = drafting.spec.map?.[target]
      const field = await fieldFor(id, item === undefined ? ask : { ...ask, within: list?.each ?? null })
      change(({ map }) => {
        const now = map?.[target]
        return { map: { ...map, [target]: item === undefined ? field : { ...now, map: { ...now?.map, [item]: field } } } }
      })
    },
  })
  if (error) return <Failed error={error} />
  if (!data)
    return (
      <p className="console-empty" aria-busy="true">
        {t('make.reading')}
      </p>
    )
  const map = spec.map ?? {}
  const put = (target: string, field: DraftField | null) => {
    const { [target]: _, ...rest } = map
    change({ map: field === null ? rest : { ...rest, [target]: field } })
  }
  const missing = kind ? missingIn(kind, map) : []
  const fit = data.suggestions.find((each) => kind && keyOf(each) === keyOf(choiceOf(kind)))?.fit
  return (
    <div className="make-step" aria-busy={choosing.isPending || filling.isPending}>
      <KindPicker {...{ data, kind, fit }} kinds={options.kinds} onChoose={(choice) => choosing.mutate(choice)} />
      {kind?.targets.some(({ name }) => name === 'unit') && <UnitKinds drafting={drafting} kinds={options.unitKinds} />}
      {(choosing.error ?? filling.error) && <Failed error={(choosing.error ?? filling.error) as Error} />}
      {kind && (
        <>
          <MapTable key={keyOf(choiceOf(kind))} targets={kind.targets} map={map}>
            {(target) => (
              <MapRow
                key={target.name}
                target={target}
                field={map[target.name] ?? null}
                seen={data.fields}
                units={options.units}
                onFill={(path) => filling.mutate({ target: target.name, path })}
                onFillItem={(item, path) => filling.mutate({ target: target.name, path, item })}
                onChange={(field) => put(target.name, field)}
              />
            )}
          </MapTable>
          <Personal drafting={drafting} answer={data} />
        </>
      )}
      <StepButtons
        onBack={onBack}
        onNext={onNext}
        next={t('make.toPreview')}
        isReady={kind !== undefined && missing.length === 0}
        why={
          kind
            ? t('make.stillMissing', { n: number(missing.length), fields: missing.map((each) => title(each.title)).join(', ') })
            : t('make.chooseKind')
        }
      />
    </div>
  )
}

/** Our fields in the order they were found in: what must be filled, what is, the others; none jumps away from who fills it. */
function MapTable({
  targets,
  map,
  children,
}: {
  targets: TargetOption[]
  map: Record<string, DraftField>
  children(target: TargetOption): ReactNode
}) {
  const { t } = useText()
  const [order] = useState(() =>
    [...targets].sort(
      (a, b) => Number(b.required) - Number(a.required) || (a.required ? 0 : Number(b.name in map) - Number(a.name in map)),
    ),
  )
  return (
    <table className="desk-table make-map">
      <thead>
        <tr>
          <th>{t('make.ours')}</th>
          <th>{t('make.from')}</th>
          <th>{t('make.how')}</th>
        </tr>
      </thead>
      <tbody>{order.map(children)}</tbody>
    </table>
  )
}

const choiceOf = ({ domain, kind, form }: KindOption): KindChoice => ({ domain, kind, form })
const keyOf = ({ domain, kind, form }: KindChoice) => `${domain}/${kind}/${form ?? ''}`

function KindPicker({
  data,
  kinds,
  kind,
  fit,
  onChoose,
}: {
  data: { suggestions: Suggestion[] }
  kinds: KindOption[]
  kind: KindOption | undefined
  fit: number | undefined
  onChoose(choice: KindChoice): void
}) {
  const { t, title, percent } = useText()
  const byKey = new Map(kinds.map((each) => [keyOf(each), each]))
  const near = data.suggestions.slice(0, 3).flatMap((each) => {
    const found = byKey.get(keyOf(each))
    return found ? [{ kind: found, fit: each.fit }] : []
  })
  const domains = [...new Set(kinds.map(({ domain }) => domain))]
  const [first] = near
  const nearest = first && {
    kind: `${title(first.kind.domainTitle)}: ${title(first.kind.title)}`,
    percent: percent(first.fit, 0),
  }
  return (
    <div className="make-line">
      <label htmlFor="make-kind">{t('make.kind')}</label>
      <select
        id="make-kind"
        value={kind ? keyOf(kind) : ''}
        onChange={(event) => {
          const chosen = byKey.get(event.target.value)
          if (chosen) onChoose(choiceOf(chosen))
        }}
      >
        {!kind && <option value="">{t('make.choose')}</option>}
        {near.length > 0 && (
          <optgroup label={t('make.likely')}>
            {near.map((each) => (
              <option key={keyOf(each.kind)} value={keyOf(each.kind)}>
                {title(each.kind.domainTitle)}: {title(each.kind.title)} ({percent(each.fit, 0)})
              </option>
            ))}
          </optgroup>
        )}
        {domains.map((domain) => {
          const of = kinds.filter((each) => each.domain === domain && !near.some((one) => one.kind === each))
          const [first] = of
          return (
            first && (
              <optgroup key={domain} label={title(first.domainTitle)}>
                {of.map((each) => (
                  <option key={keyOf(each)} value={keyOf(each)}>
                    {title(each.title)}
                  </option>
                ))}
              </optgroup>
            )
          )
        })}
      </select>
      {kind || (data.suggestions[0]?.fit ?? 0) >= GOOD_FIT ? (
        <p className="make-help">{fit === undefined ? t('make.kindHelp') : t('make.kindFit', { percent: percent(fit, 0) })}</p>
      ) : (
        <p className="make-watch" role="status">
          {t('make.kindNone', { near: nearest ? t('make.kindNear', nearest) : '' })}
        </p>
      )}
    </div>
  )
}

/** Of which kind the units a source names are: «Hà Giang» is a province to one source and a ward to another. */
function UnitKinds({ drafting: { spec, change }, kinds }: { drafting: Drafting; kinds: string[] }) {
  const { t } = useText()
  const chosen = spec.unitKinds?.length === 1 ? spec.unitKinds[0] : (spec.unitKinds?.join(',') ?? '')
  return (
    <Line label={t('make.unitKinds')} help={t('make.unitKindsHelp')}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={chosen}
          onChange={(event) => change({ unitKinds: event.target.value === '' ? undefined : event.target.value.split(',') })}
        >
          <option value="">{t('make.anyKind')}</option>
          {[...new Set([...kinds, ...(chosen ? [chosen] : [])])].map((each) => (
            <option key={each} value={each}>
              {t(`proof.kind.${each}`, { defaultValue: each })}
            </option>
          ))}
        </select>
      )}
    </Line>
  )
}
