import type { ReportAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { useTakenBack } from '../../../ui/use-taken-back.ts'
import type { Cells } from './entry.ts'

interface Props {
  report: ReportAnswer
  cells: Cells
  clashes: Cells
  canType: boolean
  cell: string
  onType(cells: Cells): void
  onChoose(cell: string): void
}

/** One cell: what is typed into it or, where the report is locked, what it says; and what it was the period before. */
export function SheetCell({ report, cells, clashes, canType, cell, onType, onChoose }: Props) {
  const { t, title, number } = useText()
  const asked = report.asked[cell]
  const text = cells[cell] ?? ''
  const takenBack = useTakenBack(text, (before) => onType({ [cell]: before }))
  if (!asked) return <td />
  const problem = report.problems.find((each) => each.cell === cell && each.code !== 'blank')
  const isDoubtful = report.doubts.some((each) => each.cell === cell)
  const before = report.before?.cells[cell]
  const change = canType ? undefined : report.before?.changes[cell]
  const sign = (change ?? 0) > 0 ? '+' : '−'
  const name = title(asked.title)
  const field = {
    value: canType || asked.kind === 'text' ? text : grouped(text),
    readOnly: !canType,
    'data-cell': cell,
    'aria-label': asked.required ? t('reporting.cell', { title: name }) : name,
    'aria-invalid': problem !== undefined,
    title: problem?.message,
    ...takenBack,
    onFocus: () => {
      takenBack.onFocus()
      onChoose(cell)
    },
    onChange: (event: { target: { value: string } }) => onType({ [cell]: event.target.value }),
  }
  return (
    <td
      className="reporting-cell"
      data-kind={asked.kind}
      data-wrong={problem !== undefined || undefined}
      data-doubtful={isDoubtful || undefined}
      data-clash={clashes[cell] !== undefined || undefined}
    >
      {asked.kind === 'text' ? (
        <textarea rows={3} maxLength={2_000} {...field} />
      ) : (
        <input
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          {...field}
          onFocus={(event) => {
            event.target.select()
            field.onFocus()
          }}
        />
      )}
      {before !== undefined && asked.kind !== 'text' && (
        <small>
          {t('reporting.before', { value: grouped(before) })}
          {change !== undefined && (
            <b data-changed={change !== 0 || undefined}>
              {' '}
              ({change === 0 ? '=' : sign + number(Math.abs(change), asked.decimals)})
            </b>
          )}
        </small>
      )}
    </td>
  )
}

/** Digits as they are read: 7500 as 7.500. What was typed otherwise stays as it was typed. */
export function grouped(text: string): string {
  return /^\d{4,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, '.') : text
}
