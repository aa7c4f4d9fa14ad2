import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import type { Cell, Column } from '../cube.ts'

/** In a word that a cell is signed and no longer moves, by whom where it is pointed at; nothing where it may. */
export function SignedIn({ cell, column }: { cell: Pick<Cell, 'signed'> | null; column: Column }) {
  const { t, title, whole, zone } = useText()
  if (!cell?.signed) return null
  const { level, period, by, at, other } = cell.signed
  const said = (value: number | null) => (value === null ? '—' : whole(value, column.unitOfMeasurement, column.decimals))
  return (
    <small
      className="cube-signed"
      title={t(`proof.signed.${level}`, { period: title(period.name), by, at: formatMoment(at, zone) })}
    >
      {other ? t('proof.signedOther', { value: said(other.value) }) : t('proof.signedMark')}
    </small>
  )
}
