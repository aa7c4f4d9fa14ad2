import type { DraftField, SeenField } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Arrow } from './Arrow.tsx'
import { FACTORS, type FactorName, factorOf } from './factors.ts'

interface Props {
  field: DraftField
  seen: SeenField[]
  label: string
  onChange(field: DraftField): void
}

/** How a number is brought to our unit: not at all, always times as much, or by the unit another column or the cell itself names. */
export function Scale({ field, seen, label, onChange }: Props) {
  const { t, number } = useText()
  const { scale, ...rest } = field
  const put = (next: DraftField['scale']) => onChange(next === undefined ? rest : { ...rest, scale: next })
  const kind = scale === undefined ? '' : typeof scale === 'number' ? 'times' : scale.by === undefined ? 'cell' : 'column'
  const words = seen.filter(({ words: few, name }) => few.length > 0 && name !== field.from?.[0])
  const choose = (next: string) => {
    if (next === '') put(undefined)
    else if (next === 'times') put(1_000_000)
    else if (next === 'cell') put({ units: unitsOf(seen.find(({ name }) => name === field.from?.[0])?.samples ?? []) })
    else if (words[0]) put({ by: words[0].name, units: unitsOf(words[0].words.map(({ word }) => word)) })
  }
  return (
    <div className="make-scale">
      <select aria-label={t('make.scale.for', { field: label })} value={kind} onChange={(event) => choose(event.target.value)}>
        {(['', 'times', ...(words.length > 0 || kind === 'column' ? ['column' as const] : []), 'cell'] as const).map((each) => (
          <option key={each} value={each}>
            {t(`make.scale.kinds.${each || 'none'}`)}
          </option>
        ))}
      </select>
      {typeof scale === 'number' && <Factor factor={scale} label={t('make.scale.factorFor', { field: label })} onChange={put} />}
      {typeof scale === 'object' && (
        <>
          {scale.by !== undefined && (
            <select
              aria-label={t('make.scale.columnFor', { field: label })}
              value={scale.by}
              onChange={(event) => {
                const column = words.find(({ name }) => name === event.target.value)
                put({ by: event.target.value, units: unitsOf(column?.words.map(({ word }) => word) ?? []) })
              }}
            >
              {!words.some(({ name }) => name === scale.by) && <option value={scale.by}>{scale.by}</option>}
              {words.map(({ name, heading }) => (
                <option key={name} value={name}>
                  {heading}
                </option>
              ))}
            </select>
          )}
          <ul className="make-units">
            {Object.entries(scale.units).map(([word, factor]) => {
              const { [word]: _, ...others } = scale.units
              return (
                <li key={word}>
                  <span>{word}</span> <Arrow />
                  <Factor
                    factor={factor}
                    label={t('make.scale.unitFor', { word, field: label })}
                    onChange={(next) => put({ ...scale, units: { ...scale.units, [word]: next } })}
                  />
                  <button
                    type="button"
                    aria-label={t('make.scale.drop', { word })}
                    onClick={() => put({ ...scale, units: others })}
                  >
                    ×
                  </button>
                </li>
              )
            })}
            <li>
              <input
                aria-label={t('make.scale.add')}
                placeholder={t('make.scale.add')}
                onBlur={(event) => {
                  const word = event.target.value.trim()
                  if (word !== '' && !(word in scale.units)) put({ ...scale, units: { ...scale.units, ...unitsOf([word]) } })
                  event.target.value = ''
                }}
              />
            </li>
          </ul>
          <small className="make-help">{t('make.scale.unknownHeld', { n: number(Object.keys(scale.units).length) })}</small>
        </>
      )}
    </div>
  )
}

/** What a word for a unit usually is of ours; of a stranger one is one, until somebody says. */
function unitsOf(samples: string[]): Record<string, number> {
  const words = samples.map((text) => text.replace(/^[-−+(\d.,\s)]+/, '').trim()).filter(Boolean)
  return Object.fromEntries([...new Set(words)].map((word) => [word, factorOf(word)]))
}

function Factor({ factor, label, onChange }: { factor: number; label: string; onChange(factor: number): void }) {
  const { t } = useText()
  const known = (Object.keys(FACTORS) as FactorName[]).find((name) => FACTORS[name] === factor)
  return (
    <span className="make-factor">
      <select
        aria-label={label}
        value={known ?? 'other'}
        onChange={(event) => onChange(event.target.value === 'other' ? 12 : FACTORS[event.target.value as FactorName])}
      >
        {(Object.keys(FACTORS) as FactorName[]).map((name) => (
          <option key={name} value={name}>
            {t(`make.scale.factors.${name}`)}
          </option>
        ))}
        <option value="other">{t('make.scale.factors.other')}</option>
      </select>
      {known === undefined && (
        <input
          className="make-sign"
          aria-label={t('make.scale.other')}
          inputMode="decimal"
          defaultValue={String(factor).replace('.', ',')}
          onBlur={(event) => {
            const next = Number(event.target.value.trim().replace(',', '.'))
            if (Number.isFinite(next) && next !== 0) onChange(next)
          }}
        />
      )}
    </span>
  )
}
