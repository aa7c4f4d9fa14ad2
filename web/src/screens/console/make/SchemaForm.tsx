import { useText } from '../../../text/use-text.ts'
import { Fault } from './Fault.tsx'
import { Line } from './Line.tsx'
import { asSettings, type Common, type FieldProps, faultAt, SimpleField, TableField, wordsOf } from './SchemaField.tsx'
import { branchesOf, type FormSchema, isList, isMain, isTable, type Settings, tagOf, withField } from './schema.ts'

interface Props extends Common {
  schema: FormSchema
  value: Settings
  onChange(value: Settings): void
}

/** A form drawn from a connector's schema: one question a line, its help below, what is wrong beside it. */
export function SchemaForm({ schema, value, onChange, ...common }: Props) {
  const { t } = useText()
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.const === undefined)
  const draw = ([name, field]: [string, FormSchema]) => (
    <SchemaField
      key={name}
      {...common}
      path={[...common.path, name]}
      name={name}
      field={field}
      isRequired={(schema.required ?? []).includes(name)}
      value={value[name]}
      onChange={(next) => onChange(withField(value, name, next))}
    />
  )
  // Within a part that was chosen nothing is folded away.
  const isFirst = ([name, field]: [string, FormSchema]) => common.path.length > 1 || isMain(schema, name, field)
  const main = fields.filter(isFirst)
  const more = fields.filter((each) => !isFirst(each))
  const at = common.path.length
  const isFaulty = more.some(([name]) => common.faults.some(({ path }) => path[at] === name))
  return (
    <div className="make-fields">
      {main.map(draw)}
      {more.length > 0 && main.length > 0 ? (
        <details className="make-more" open={isFaulty || undefined}>
          <summary>{t('make.more')}</summary>
          <p className="make-help">{t('make.moreHelp')}</p>
          <div className="make-fields">{more.map(draw)}</div>
        </details>
      ) : (
        more.map(draw)
      )}
    </div>
  )
}

function SchemaField({ name, field, isRequired, value, onChange, ...common }: FieldProps) {
  const branches = branchesOf(field)
  const own = asSettings(value)
  if (branches.length > 0) return <Choice {...{ ...common, name, field, isRequired, branches }} value={own} onChange={onChange} />
  if (isList(field)) return <List {...{ ...common, name, field, isRequired }} value={value} onChange={onChange} />
  if (field.properties) return <Group {...{ ...common, name, field, isRequired }} value={value} onChange={onChange} />
  if (isTable(field)) return <TableField {...{ ...common, name, field, isRequired }} value={own} onChange={onChange} />
  return <SimpleField {...{ ...common, name, field, isRequired, value, onChange }} />
}

function Choice({
  name,
  field,
  branches,
  value,
  onChange,
  isRequired,
  ...common
}: Omit<FieldProps, 'value'> & { branches: FormSchema[]; value: Settings }) {
  const { t, language } = useText()
  const { label, help } = wordsOf(name, field, language)
  const tag = tagOf(branches)
  if (!tag) return null
  const chosen = String(value[tag.tag] ?? asSettings(field.default)[tag.tag] ?? '')
  const branch = branches[tag.values.indexOf(chosen)]
  return (
    <>
      <Line label={label} help={help} isRequired={isRequired} fault={faultAt(common.faults, common.path)}>
        {({ id, describedBy }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value={chosen}
            onChange={(event) => onChange({ [tag.tag]: event.target.value })}
          >
            {chosen === '' && <option value="">{t('make.choose')}</option>}
            {tag.values.map((each) => (
              <option key={each} value={each}>
                {t(`make.choices.${name}.${each}`, { defaultValue: each })}
              </option>
            ))}
          </select>
        )}
      </Line>
      {branch && Object.keys(branch.properties ?? {}).length > 1 && (
        <div className="make-inner">
          <SchemaForm {...common} schema={branch} value={value} onChange={(next) => onChange({ ...next, [tag.tag]: chosen })} />
        </div>
      )}
    </>
  )
}

/** A part that may be left out whole. */
function Group({ name, field, value, onChange, isRequired, ...common }: FieldProps) {
  const { t, language } = useText()
  const { label, help } = wordsOf(name, field, language)
  const isOn = value !== undefined
  return (
    <fieldset className="make-group">
      <legend>{label}</legend>
      <label className="make-tick">
        <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked ? {} : undefined)} />
        {t('make.use')}
      </label>
      <p className="make-help">{help}</p>
      {isOn && <SchemaForm {...common} schema={field} value={asSettings(value)} onChange={onChange} />}
    </fieldset>
  )
}

function List({ name, field, value, onChange, isRequired, ...common }: FieldProps) {
  const { t, language } = useText()
  const { label, help } = wordsOf(name, field, language)
  const items = Array.isArray(value) ? value : isRequired ? [{}] : []
  const inner = field.items as FormSchema
  const put = (next: unknown[]) => onChange(next.length > 0 ? next : undefined)
  const isPlain = !inner.properties
  return (
    <fieldset className="make-group">
      <legend>
        {label}
        {isRequired && <b title={t('make.required')}> *</b>}
      </legend>
      <p className="make-help">
        {faultAt(common.faults, common.path) && <Fault inline>{faultAt(common.faults, common.path)}</Fault>}
        {help}
      </p>
      {isPlain ? (
        <textarea
          rows={4}
          aria-label={label}
          value={items.map(String).join('\n')}
          onChange={(event) => put(event.target.value === '' ? [] : event.target.value.split('\n'))}
        />
      ) : (
        <>
          {items
            .map((item, index) => ({ item, index }))
            .map(({ item, index }) => (
              <div key={index} className="make-item">
                <SchemaForm
                  {...common}
                  path={[...common.path, String(index)]}
                  schema={inner}
                  value={asSettings(item)}
                  onChange={(next) => put(items.map((each, at) => (at === index ? next : each)))}
                />
                <button type="button" disabled={items.length === 1} onClick={() => put(items.filter((_, at) => at !== index))}>
                  {t('make.remove', { n: index + 1 })}
                </button>
              </div>
            ))}
          <button type="button" onClick={() => put([...items, {}])}>
            {t('make.add')}
          </button>
        </>
      )}
    </fieldset>
  )
}
