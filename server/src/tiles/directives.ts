import { directivesOpenAt, findDirectives } from '@ioc/sql'
import type { Build } from './build.ts'

const MOST_OPEN = 20_000
/** More than any wall has lines for. */
const MOST_ROWS = 60

/** What was ordered and is not done, the most overdue first; of a past moment as it stood then. */
export const directivesTile: Build<'directives'> = async ({ database: { db } }, { id, title }, moment) => {
  const open = moment.asOf ? await directivesOpenAt(db, moment.asOf) : await findDirectives(db, { open: true, limit: MOST_OPEN })
  const isOverdue = ({ dueAt }: { dueAt: string }) => new Date(dueAt) < moment.at
  return {
    ...{ id, title, kind: 'directives', open: open.length },
    overdue: open.filter(({ life }) => isOverdue(life)).length,
    unaccepted: open.filter(({ life }) => life.status === 'issued').length,
    rows: open.slice(0, MOST_ROWS).map(({ id, title, unit, unitName, life }) => {
      const { status, dueAt, progress, relapses } = life
      return { id, title, unit: { key: unit, name: unitName }, status, dueAt, isOverdue: isOverdue(life), progress, relapses }
    }),
  }
}
