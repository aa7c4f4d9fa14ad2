import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { unitChoices } from '../../../proof/option.ts'
import { unitsQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import { vi } from '../../../text/vi.ts'
import type { View } from '../view.ts'
import { Chooser, type Group } from './Chooser.tsx'

const isKind = (kind: string): kind is keyof typeof vi.proof.kind => kind in vi.proof.kind

/** Whose number it is, among those that stand on the chosen map. */
export function UnitField({ view: { unit, geo }, onChange }: { view: View; onChange(unit: string | null): void }) {
  const { t } = useText()
  const [isChoosing, choose] = useState(false)
  const { data: units = [] } = useQuery(unitsQuery(geo ?? undefined))
  const groups = useUnitGroups(geo)
  return (
    <div className="ask-field">
      <span>{t('explore.unit')}</span>
      <button type="button" className="ask-choice" onClick={() => choose(true)}>
        {unit === null ? t('explore.unitWhole') : (units.find(({ key }) => key === unit)?.name ?? unit)}
      </button>
      {isChoosing && (
        <Chooser
          label={t('explore.findUnit')}
          example={t('explore.findUnitExample')}
          groups={groups}
          onClose={() => choose(false)}
          onChoose={(key) => {
            choose(false)
            onChange(key || null)
          }}
        />
      )}
    </div>
  )
}

/** The whole province, and every unit on a map by its kind. */
export function useUnitGroups(geo: string | null): Group[] {
  const { t } = useText()
  const { data: units = [] } = useQuery(unitsQuery(geo ?? undefined))
  const whole = t('explore.unitWhole')
  return [
    { name: whole, choices: [{ key: '', name: whole }] },
    ...unitChoices(units, undefined).map(({ kind, units: ofKind }) => ({
      name: isKind(kind) ? t(`proof.kind.${kind}`) : kind,
      choices: ofKind.map(({ key, name, within }) => ({ key, name, note: within ?? undefined })),
    })),
  ]
}
