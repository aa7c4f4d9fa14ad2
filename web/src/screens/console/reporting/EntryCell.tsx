import type { FormAnswer } from '@ioc/server/contract'
import { useTakenBack } from '../../../ui/use-taken-back.ts'

interface Props {
  field: FormAnswer['fields'][number]
  row: number
  text: string
  problem: string | undefined
  onType(text: string): void
}

/** One field of a row that is typed by hand. */
export function EntryCell({ field: { name, title, type, choices }, row, text, problem, onType }: Props) {
  const takenBack = useTakenBack(text, onType)
  const field = {
    value: text,
    'data-row': row,
    'data-column': name,
    'aria-label': `${title}, ${row + 1}`,
    'aria-invalid': problem !== undefined,
    title: problem,
    ...takenBack,
    onChange: (event: { target: { value: string } }) => onType(event.target.value),
  }
  return (
    <td
      className="reporting-cell"
      data-kind={type === 'number' || type === 'integer' ? 'number' : 'text'}
      data-wrong={problem !== undefined || undefined}
    >
      {type === 'choice' ? (
        <select {...field}>
          <option value="" />
          {/* What was pasted and is no choice is shown as it is, to be mended. */}
          {[...new Set([...(choices ?? []), ...(text === '' ? [] : [text])])].map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          autoComplete="off"
          {...field}
          style={{ minWidth: `max(8ch, ${Math.min(32, text.length) * 1.15}ch + 26px)` }}
          onFocus={(event) => {
            event.target.select()
            takenBack.onFocus()
          }}
        />
      )}
    </td>
  )
}
