import type { MakingOptions, Preview } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { UnitOptions } from './UnitOptions.tsx'

/** Names in the place of a unit that no unit bears: told once here, they are known in every page to come. */
export function Strangers({
  strangers,
  units,
  onTell,
}: {
  strangers: Preview['strangers']
  units: MakingOptions['units']
  onTell(name: string, unit: string): void
}) {
  const { t, number } = useText()
  if (strangers.length === 0) return null
  return (
    <div className="make-strangers">
      <h2>{t('make.strangers', { n: number(strangers.length) })}</h2>
      <p className="make-help">{t('make.strangersHelp')}</p>
      <ul>
        {strangers.map(({ name, count, near }) => (
          <li key={name}>
            <span>
              «{name}» <small>{t('make.inRows', { n: number(count) })}</small>
            </span>
            <select aria-label={t('make.strangerIs', { name })} value="" onChange={(event) => onTell(name, event.target.value)}>
              <option value="">{t('make.choose')}</option>
              <UnitOptions units={near} label={t('make.near')} />
              <UnitOptions units={units} />
            </select>
          </li>
        ))}
      </ul>
    </div>
  )
}
