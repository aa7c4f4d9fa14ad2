import type { ChecklistReport } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

/** How the numbers stood at each step, as they were known then; each moment opens the wall of then. */
export function Numbers({ report: { numbers, moments, events, scene, checklist } }: { report: ChecklistReport }) {
  const { t, title, clock, dayMonth, whole } = useText()
  const said = (at: string) =>
    [
      ...new Set(
        events
          .filter((event) => event.at === at)
          .map(({ kind, step }) => {
            const of = checklist.steps.find(({ id }) => id === step)
            return [t(`checklists.event.${kind}`), of && title(of.title)].filter(Boolean).join(': ')
          }),
      ),
    ].join('; ')
  return (
    <table>
      <thead>
        <tr>
          <th>{t('checklists.report.moment')}</th>
          {numbers.map(({ subject, title: name, unit }) => (
            <th key={`${subject} ${unit.key}`} className="desk-number">
              {title(name)}
              {unit.key !== checklist.unit.key && ` (${unit.name})`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {moments.map(({ at, values }) => (
          <tr key={at}>
            <td>
              <a href={`${location.origin}/wall/${scene}?${new URLSearchParams({ asOf: at, speed: '0' })}`}>
                {clock(at)} {dayMonth(at)}
              </a>
              <small>{said(at)}</small>
            </td>
            {values.map(({ value, state }, index) => {
              const number = numbers[index]
              return (
                <td key={index} className="desk-number">
                  {value === null || !number ? t(`state.${state}`) : whole(value, number.unitOfMeasurement, number.decimals)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
