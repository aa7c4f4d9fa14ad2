import type { DraftField, MakingOptions, SeenField, TargetOption } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Transform } from './Transform.tsx'

const FIXED = '\u0000fixed'

/** One of our fields: where it comes from and how it is read. */
export function MapRow({
  target,
  field,
  seen,
  units,
  onFill,
  onChange,
}: {
  target: TargetOption
  field: DraftField | null
  seen: SeenField[]
  units: MakingOptions['units']
  onFill(path: string): void
  onChange(field: DraftField | null): void
}) {
  const { t, title } = useText()
  const label = title(target.title)
  const from = field?.from?.[0]
  const source = seen.find(({ path }) => path === from)
  const isFixed = field !== null && field.const !== undefined
  const isByHand = field !== null && !isFixed && from === undefined
  const chosen = field === null ? '' : isFixed ? FIXED : (from ?? '')
  const choose = (value: string) => {
    if (value === '') onChange(null)
    else if (value === FIXED) onChange({ const: target.values[0]?.value ?? '' })
    else onFill(value)
  }
  return (
    <tr data-wanting={(target.required && field === null) || undefined}>
      <th scope="row">
        {label}
        {target.required && <b title={t('make.required')}> *</b>}
        <small>
          {target.values.length > 0
            ? t('make.types.choice', { n: target.values.length })
            : t(`make.types.${target.name === 'unit' ? 'unit' : target.type}`)}
        </small>
      </th>
      <td>
        {isByHand ? (
          <span className="make-help">{t('make.byHand')}</span>
        ) : (
          <select
            aria-label={t('make.fromFor', { field: label })}
            value={chosen}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{t(target.required ? 'make.choose' : 'make.none')}</option>
            {from !== undefined && !source && <option value={from}>{from}</option>}
            {seen
              .filter(({ type }) => type !== 'list' && type !== 'group')
              .map(({ path, heading, samples }) => (
                <option key={path} value={path}>
                  {heading}
                  {samples[0] && ` (${samples[0].slice(0, 24)})`}
                </option>
              ))}
            <option value={FIXED}>{t('make.fixed')}</option>
          </select>
        )}
        {(field?.from?.length ?? 0) > 1 && <small>{t('make.else', { columns: field?.from?.slice(1).join(', ') })}</small>}
      </td>
      <td>{field && <Transform {...{ target, field, units, label }} seen={source} onChange={onChange} />}</td>
    </tr>
  )
}
