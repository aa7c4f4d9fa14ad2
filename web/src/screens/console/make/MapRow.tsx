import type { DraftField, MakingOptions, SeenField, TargetOption } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { useHeading } from './headings.ts'
import { Transform } from './Transform.tsx'

const FIXED = '\u0000fixed'

/** One of our fields: where it comes from and how it is read. */
export function MapRow({
  target,
  field,
  seen,
  units,
  onFill,
  onFillItem = () => {},
  onChange,
}: {
  target: TargetOption
  field: DraftField | null
  seen: SeenField[]
  units: MakingOptions['units']
  onFill(path: string): void
  /** Of a list: one field of its items. */
  onFillItem?: (name: string, path: string) => void
  onChange(field: DraftField | null): void
}) {
  const { t, title } = useText()
  const said = useHeading(seen.some(({ path }) => path === 'amount'))
  const label = title(target.title)
  const from = field?.from?.[0]
  const source = columnCalled(seen, target.type === 'list' ? field?.each : from)
  const isFixed = field !== null && field.const !== undefined
  const isList = target.type === 'list'
  const isByHand = field !== null && !isFixed && from === undefined && field.each === undefined
  const chosen = field === null ? '' : isFixed ? FIXED : (source?.path ?? from ?? field.each ?? '')
  const choose = (value: string) => {
    if (value === '') onChange(null)
    else if (value === FIXED) onChange({ const: fixedAtFirst(target) })
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
              .filter(({ type }) => (isList ? type === 'list' : type !== 'list' && type !== 'group'))
              .map(({ path, heading, samples }) => (
                <option key={path} value={path}>
                  {said({ path, heading })}
                  {samples[0] && ` (${samples[0].slice(0, 24)})`}
                </option>
              ))}
            {!isList && <option value={FIXED}>{t('make.fixed')}</option>}
          </select>
        )}
        {(field?.from?.length ?? 0) > 1 && <small>{t('make.else', { columns: field?.from?.slice(1).join(', ') })}</small>}
      </td>
      <td>
        {field && isList && field.each !== undefined && (
          <ListMap {...{ target, field, units, label, onChange }} seen={source?.items ?? []} onFill={onFillItem} />
        )}
        {field && !isList && <Transform {...{ target, field, units, label }} seen={source} columns={seen} onChange={onChange} />}
      </td>
    </tr>
  )
}

/** Each field of a list's items, filled from a field of the items of the source's list. */
function ListMap({
  target,
  field,
  seen,
  units,
  label,
  onFill,
  onChange,
}: {
  target: TargetOption
  field: DraftField
  seen: SeenField[]
  units: MakingOptions['units']
  label: string
  onFill(name: string, path: string): void
  onChange(field: DraftField): void
}) {
  const { t } = useText()
  const map = field.map ?? {}
  const put = (name: string, inner: DraftField | null) => {
    const { [name]: _, ...rest } = map
    onChange({ ...field, map: inner === null ? rest : { ...rest, [name]: inner } })
  }
  return (
    <table className="make-items">
      <caption>{t('make.itemsOf', { list: label })}</caption>
      <tbody>
        {target.items.map((item) => (
          <MapRow
            key={item.name}
            target={item}
            field={map[item.name] ?? null}
            seen={seen}
            units={units}
            onFill={(path) => onFill(item.name, path)}
            onChange={(inner) => put(item.name, inner)}
          />
        ))}
      </tbody>
    </table>
  )
}

/** A column by what a mapping calls it, as printed or by its key. */
function columnCalled(seen: SeenField[], name: string | undefined): SeenField | undefined {
  return seen.find((each) => each.name === name) ?? seen.find(({ path }) => path === name)
}

function fixedAtFirst({ type, values }: TargetOption): string | boolean {
  return type === 'boolean' ? true : (values[0]?.value ?? '')
}
