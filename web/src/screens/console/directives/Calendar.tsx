import type { Directive } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'

/** What is due on which day, the overdue days first. */
export function Calendar({ directives }: { directives: Directive[] }) {
  const { t, day, weekday } = useText()
  const days = new Map<string, Directive[]>()
  for (const directive of directives) days.set(day(directive.dueAt), [...(days.get(day(directive.dueAt)) ?? []), directive])
  return (
    <ol className="directive-days">
      {[...days].map(([date, due]) => (
        <li key={date} data-overdue={due.some(({ isOverdue }) => isOverdue) || undefined}>
          <time dateTime={due[0]?.dueAt}>
            {due[0] && weekday(due[0].dueAt)} <b>{date}</b>
          </time>
          <ul>
            {due.map(({ id, title, unit, isOverdue }) => (
              <li key={id}>
                {isOverdue && <Mark tone="critical">{t('directives.overdue')}</Mark>}{' '}
                <Link to={pathTo.directive(id)}>{title}</Link> <small>{unit.name}</small>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
