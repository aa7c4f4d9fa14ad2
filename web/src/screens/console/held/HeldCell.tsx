import type { HeldRow } from '@ioc/server/contract'
import { sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { useTakenBack } from '../../../ui/use-taken-back.ts'

interface Props {
  row: HeldRow
  column: string
  draft: string | undefined
  problem: string | undefined
  canEdit: boolean
  onEdit(text: string): void
}

/** One cell of a held row: what it says, what it said, and what is wrong with it. */
export function HeldCell({ row, column, draft, problem, canEdit, onEdit }: Props) {
  const { t, language } = useText()
  const said = row.cells?.[column] ?? ''
  const takenBack = useTakenBack(draft ?? said, onEdit)
  const before = draft === undefined ? row.original[column] : said
  return (
    <td className="held-cell" data-wrong={problem !== undefined || undefined} data-edited={before !== undefined || undefined}>
      <input
        value={draft ?? said}
        readOnly={!canEdit}
        data-row={row.id}
        data-column={column}
        aria-label={`${column}, ${row.at ? sayPlace(row.at, language) : row.place}`}
        aria-invalid={problem !== undefined}
        title={problem}
        style={{ minWidth: `${Math.min(36, Math.max(8, breadthOf(draft ?? said))) + 3}ch` }}
        {...takenBack}
        onChange={(event) => onEdit(event.target.value)}
      />
      {before !== undefined && <del title={t('console.wasHelp')}>{before || t('console.blank')}</del>}
    </td>
  )
}

/** About how many times as broad as a 0 a text is: capitals, figures and what stands between them take more room than letters. */
function breadthOf(text: string): number {
  return text.length + (text.match(/[\p{Lu}\d/]/gu)?.length ?? 0) * 0.35
}
