import { useText } from '../../../text/use-text.ts'
import type { Pasted } from './paste.ts'

/** Of what was pasted last, what found no cell: nobody should believe that it went in. */
export function PasteLeft({ left: { rows, columns } }: { left: Pasted['left'] }) {
  const { t, number } = useText()
  if (rows === 0 && columns === 0) return null
  return (
    <p className="console-note" role="alert">
      {rows > 0 && t('console.pasteLeftRows', { rows: number(rows) })}{' '}
      {columns > 0 && t('console.pasteLeftColumns', { columns: number(columns) })}
    </p>
  )
}

export const NOTHING_LEFT: Pasted['left'] = { rows: 0, columns: 0 }
