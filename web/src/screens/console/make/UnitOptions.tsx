import type { NamedUnit } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'

/** Units to choose one of: those of today, and apart from them those a source of years past may speak of. */
export function UnitOptions({ units, label }: { units: NamedUnit[]; label?: string }) {
  const { t } = useText()
  const groups = [
    { label: label ?? t('make.unitsNow'), units: units.filter(({ until }) => until === null) },
    {
      label: label ? t('make.formerOf', { of: label }) : t('make.unitsFormer'),
      units: units.filter(({ until }) => until !== null),
    },
  ]
  return groups
    .filter((group) => group.units.length > 0)
    .map((group) => (
      <optgroup key={group.label} label={group.label}>
        {group.units.map(({ key, name, within, until }) => (
          <option key={key} value={key}>
            {within ? `${name}, ${within}` : name}
            {until && ` (${t('make.unitUntil', { day: sayDay(until) })})`}
          </option>
        ))}
      </optgroup>
    ))
}
