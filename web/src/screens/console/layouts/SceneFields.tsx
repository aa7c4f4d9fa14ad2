import { type Grid, MOST_FIELDS, type PaletteAnswer, type SceneFile } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'

/** What a scene is called, how fine its grid is, and what runs along its foot. */
export function SceneFields({
  scene,
  strips,
  onChange,
  onGrid,
}: {
  scene: SceneFile
  strips: PaletteAnswer
  /** `field`: what is typed in goes on as one step. */
  onChange(next: SceneFile, field: string): void
  onGrid(grid: Grid): void
}) {
  const { t, title } = useText()
  const [viId, enId, columnsId, rowsId, stripId] = [useId(), useId(), useId(), useId(), useId()]
  const { columns, rows } = scene
  const count = (value: number) => Math.min(MOST_FIELDS, Math.max(1, Math.round(value) || 1))
  return (
    <div className="layout-fields">
      <label htmlFor={viId}>{t('layouts.make.name')}</label>
      <input
        id={viId}
        value={scene.title.vi}
        maxLength={120}
        onChange={({ target }) => onChange({ ...scene, title: { ...scene.title, vi: target.value } }, 'vi')}
      />
      <label htmlFor={enId}>{t('layouts.make.nameEn')}</label>
      <input
        id={enId}
        value={scene.title.en}
        maxLength={120}
        onChange={({ target }) => onChange({ ...scene, title: { ...scene.title, en: target.value } }, 'en')}
      />
      <label htmlFor={columnsId}>{t('layouts.edit.columns')}</label>
      <input
        id={columnsId}
        type="number"
        min={1}
        max={MOST_FIELDS}
        value={columns}
        onChange={({ target }) => onGrid({ columns: count(target.valueAsNumber), rows })}
      />
      <label htmlFor={rowsId}>{t('layouts.edit.rows')}</label>
      <input
        id={rowsId}
        type="number"
        min={1}
        max={MOST_FIELDS}
        value={rows}
        onChange={({ target }) => onGrid({ columns, rows: count(target.valueAsNumber) })}
      />
      <label htmlFor={stripId}>{t('layouts.edit.strip')}</label>
      <select
        id={stripId}
        value={scene.strip ?? ''}
        onChange={({ target }) => onChange({ ...scene, strip: target.value || null }, 'strip')}
      >
        <option value="">{t('layouts.edit.noStrip')}</option>
        {strips.map((tile) => (
          <option key={tile.id} value={tile.id}>
            {title(tile.title)}
          </option>
        ))}
      </select>
    </div>
  )
}
