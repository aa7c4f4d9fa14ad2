import type { MakingOptions } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { saidSetting } from './said-setting.ts'
import { type Drafting, type Theirs, valueAt } from './use-draft.ts'
import { wordsOfPath } from './words-of-path.ts'

/** What somebody else makes of this draft meanwhile, and which of two stands where both changed the same. */
export function Meanwhile({
  drafting: { spec, told, clashes, settle, hear },
  options: { connectors, kinds, owners },
}: {
  drafting: Drafting
  options: MakingOptions
}) {
  const say = useText()
  const { t, minute, language } = say
  if (told.length === 0 && clashes.length === 0) return null
  const whoOf = ({ by }: Theirs) => by ?? t('make.meanwhile.nobody')
  const named = ({ path }: Theirs) => {
    const words = wordsOfPath(path.join('.'), {
      connector: connectors.find(({ kind }) => kind === spec.connector),
      kinds: kinds.filter(({ domain }) => domain === spec.domain),
      language,
    })
    return [t(`make.fields.${path[0]}`, { defaultValue: path[0] }), ...words].join(' › ')
  }
  const said = (path: string[], value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('console.blank')
    if (Array.isArray(value)) return value.map((one) => nameIn(one) ?? said(path, one)).join(', ')
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([name, inner]) => `${sideOf(path, name)}: ${said([...path, name], inner)}`)
        .join('; ')
    if (path[0] === 'owner') return owners.find(({ key }) => key === value)?.name ?? String(value)
    if (path.join('.') === 'format.kind') return t(`make.formatKinds.${value}`, { defaultValue: String(value) })
    return saidSetting(say, path.join('.'), String(value))
  }
  const sideOf = ([first]: string[], name: string) => {
    if (first === 'redact') return t(`make.treatments.${name}`, { defaultValue: name })
    if (first === 'map') return t(`make.mapParts.${name}`, { defaultValue: name })
    return first === 'format' ? t([`make.read.${name}`, `make.${name}`], { defaultValue: name }) : name
  }
  return (
    <div className="make-panel make-meanwhile">
      {clashes.map((clash) => (
        <div key={clash.path.join('.')} role="alert">
          <p className="make-fault">
            <Shape tone="critical" />{' '}
            {t('make.meanwhile.both', { who: whoOf(clash), part: named(clash), time: minute(clash.at) })}
          </p>
          <dl>
            <dt>{t('make.meanwhile.theirs', { who: whoOf(clash) })}</dt>
            <dd>{said(clash.path, clash.value)}</dd>
            <dt>{t('make.meanwhile.mine')}</dt>
            <dd>{said(clash.path, valueAt(spec, clash.path))}</dd>
          </dl>
          <div className="make-choice">
            <button type="button" onClick={() => settle(clash, 'theirs')}>
              {t('make.meanwhile.takeTheirs', { who: whoOf(clash) })}
            </button>
            <button type="button" onClick={() => settle(clash, 'mine')}>
              {t('make.meanwhile.keepMine')}
            </button>
          </div>
        </div>
      ))}
      {told.length > 0 && (
        <div className="make-told" role="status">
          <ul>
            {told.map((part) => (
              <li key={part.path.join('.')}>
                {t('make.meanwhile.told', { who: whoOf(part), part: named(part), time: minute(part.at) })}
                {': '}
                <b>{said(part.path, part.value)}</b>
              </li>
            ))}
          </ul>
          <button type="button" onClick={hear}>
            {t('make.meanwhile.heard')}
          </button>
        </div>
      )}
    </div>
  )
}

/** What an item of a list is called, where it has a name. */
function nameIn(item: unknown): string | undefined {
  const { title, name } = Object(item) as { title?: unknown; name?: unknown }
  const said = typeof title === 'object' ? (title as { vi?: unknown } | null)?.vi : (title ?? name)
  return typeof said === 'string' ? said : undefined
}
