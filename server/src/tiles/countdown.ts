import { dayOf, describePlans, directivesOpenAt, findDirectives, loadCalendar } from '@ioc/sql'
import type { TileOf } from '../../contract/index.ts'
import type { Build } from './build.ts'
import { outlookFor } from './plan.ts'

type Row = TileOf<'countdown'>['rows'][number]

/** Farther ahead nobody knows which days will be worked. */
const AHEAD_MS = 400 * 86_400_000
/** More than any wall has lines for. */
const MOST_ROWS = 40
const MOST_DIRECTIVES = 1_000
/** Of what has just been ordered nothing need be done yet: it is at risk once this part of its time is over and less is done. */
const LATE_START = 0.5
const URGENCY: Record<Row['status'], number> = { at_risk: 0, unmeasured: 1, on_track: 2 }

/** What is still to be reached and due next: clauses of plans and what was ordered; of one day what is at risk first. */
export const countdownTile: Build<'countdown'> = async (context, tile, moment) => {
  const { database, units, province } = context
  const { db } = database
  const calendar = loadCalendar(province.key)
  const today = dayOf(moment.at)
  const last = dayOf(new Date(moment.at.getTime() + AHEAD_MS))
  const plans = await describePlans(db, units, province, moment, { outlook: outlookFor(context, moment) })
  const clauses = plans.flatMap(({ id: plan, clauses: all }) =>
    all.flatMap(
      ({ id, text, owner, due, status, elapsed, done, simulated, receivedAt, indicator, unit }): Omit<Row, 'workingDays'>[] =>
        due === null || status === 'done' || status === 'not_begun' || status === 'late'
          ? []
          : [
              {
                ...{ key: `${plan} ${id}`, text, owner, due, status, elapsed, done, simulated, receivedAt },
                question: indicator && { indicator: indicator.id, ...(unit && { unit: unit.key }) },
              },
            ],
    ),
  )
  const open = moment.asOf
    ? await directivesOpenAt(db, moment.asOf)
    : await findDirectives(db, { open: true, limit: MOST_DIRECTIVES })
  const directives = open.map(({ id, title, unitName, life: { issuedAt, dueAt, progress } }): Omit<Row, 'workingDays'> => {
    const [begun, due] = [Date.parse(issuedAt), Date.parse(dueAt)]
    const elapsed = Math.min(1, Math.max(0, (moment.at.getTime() - begun) / Math.max(1, due - begun)))
    const done = progress / 100
    return {
      ...{ key: `directive ${id}`, text: title, owner: unitName, due: dayOf(new Date(dueAt)), elapsed, done },
      ...{
        status: elapsed > LATE_START && done < elapsed ? 'at_risk' : 'on_track',
        simulated: false,
        receivedAt: null,
        question: null,
      },
    }
  })
  return {
    id: tile.id,
    title: tile.title,
    kind: 'countdown',
    rows: [...clauses, ...directives]
      .filter(({ due }) => due >= today && due <= last)
      .sort((a, b) => a.due.localeCompare(b.due) || URGENCY[a.status] - URGENCY[b.status] || a.key.localeCompare(b.key))
      .slice(0, MOST_ROWS)
      .map((row) => ({ ...row, workingDays: calendar.workingDaysBetween(today, row.due) })),
  }
}
