import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { unitChoices } from '../../../proof/option.ts'
import { unitsQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import { vi } from '../../../text/vi.ts'
import type { View } from '../view.ts'
import { Chooser } from './Chooser.tsx'

const isKind = (kind: string): kind is keyof typeof vi.proof.kind => kind in vi.proof.kind

/** Whose number it is, among those that stand on the chosen map. */
export function UnitField({ view: { unit, geo }, onChange }: { view: View; onChange(unit: string | null): void }) {
  const { t } = useText()
  const [isChoosing, choose] = useState(false)
  const { data: units = [] } = useQuery(unitsQuery(geo ?? undefined))
  const groups = unitChoices(units, undefined).map(({ kind, units: ofKind }) => ({
    name: isKind(kind) ? t(`proof.kind.${kind}`) : kind,
    choices: ofKind.map(({ key, name, within }) => ({ key, name, note: within ?? undefined })),
  }))
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
          groups={[{ name: t('explore.unitWhole'), choices: [{ key: '', name: t('explore.unitWhole') }] }, ...groups]}
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
