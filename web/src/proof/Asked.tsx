import type { ReadingAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { Question } from '../address/address.ts'
import { useText } from '../text/use-text.ts'
import { vi } from '../text/vi.ts'
import { MomentField } from '../ui/MomentField.tsx'
import { mapBefore, unitChoices } from './option.ts'
import { unitsQuery } from './queries.ts'

const isKind = (kind: string): kind is keyof typeof vi.proof.kind => kind in vi.proof.kind

interface Props {
  question: Question
  reading: ReadingAnswer | undefined
  change: (changes: Partial<Question>) => void
}

/** The same question about another unit, on another map, or as it was known at another time. */
export function Asked({ question: { unit, geo, asOf }, reading, change }: Props) {
  const { t, title } = useText()
  const today = useQuery(unitsQuery(undefined)).data ?? []
  const standing = useQuery(unitsQuery(geo)).data ?? []
  const choices = unitChoices(standing, reading?.unit)
  const before = mapBefore(today)
  const spoken = (day: string) => day.split('-').toReversed().join('/')
  const at = Date.parse(asOf ?? '')
  return (
    <div className="proof-asked">
      <label>
        {t('proof.unit')}
        <select value={unit ?? ''} onChange={(event) => change({ unit: event.target.value || undefined })}>
          <option value="">{t('proof.unitWhole')}</option>
          {choices.map(({ kind, units }) => (
            <optgroup key={kind} label={isKind(kind) ? t(`proof.kind.${kind}`) : kind}>
              {units.map(({ key, name, within }) => (
                <option key={key} value={key}>
                  {within ? `${name} (${within})` : name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {reading && reading.where.length > 0 && (
        <p className="proof-only">
          {reading.where.map(({ dim, title: name, values }) => (
            <span key={dim} data-dim={dim}>
              {t('proof.only', {
                dim: title(name),
                values: values.map((value) => title(value.title) || t('proof.blank')).join(', '),
              })}
            </span>
          ))}
          <button type="button" onClick={() => change({ where: undefined })}>
            {t('proof.whole')}
          </button>
        </p>
      )}
      <label>
        {t('proof.geo')}
        <select value={geo ?? ''} onChange={(event) => change({ geo: event.target.value || undefined, unit: undefined })}>
          <option value="">{t('proof.geoToday')}</option>
          {before && <option value={before.last}>{t('proof.geoBefore', { day: spoken(before.first) })}</option>}
          {geo && geo !== before?.last && <option value={geo}>{t('proof.geoOn', { day: spoken(geo) })}</option>}
        </select>
      </label>
      <MomentField
        key={asOf}
        label={t('proof.asOf')}
        value={Number.isNaN(at) ? null : at}
        onPick={(picked) => change({ asOf: picked === null ? undefined : new Date(picked).toISOString() })}
      />
      {asOf && (
        <button type="button" onClick={() => change({ asOf: undefined })}>
          {t('proof.asOfNow')}
        </button>
      )}
    </div>
  )
}
