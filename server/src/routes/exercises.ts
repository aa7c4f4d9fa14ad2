import {
  actOnExercise,
  countOpenAlerts,
  eventsOfAlert,
  eventsOfExercise,
  exerciseUnderWay,
  type FoundExercise,
  findAlert,
  findChecklist,
  findDirective,
  findExercise,
  findMessages,
  listExercises,
  loadEscalationPlan,
  loadScenarios,
  madeByExercise,
  namedBy,
  registryAsOf,
  SubjectNames,
  shownNow,
  startExercise,
  unitsAsOf,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ExerciseActAsk,
  ExerciseNow,
  ExerciseReport,
  ExerciseStarted,
  ExercisesAnswer,
  StartExerciseAsk,
} from '../../contract/index.ts'
import { describeChecklist } from '../alerts/checklists.ts'
import { describeDirective } from '../alerts/directives.ts'
import { describeExercise, describeShown, describeSilence } from '../alerts/exercises.ts'
import { describeMessage } from '../alerts/messages.ts'
import { AlertWords } from '../alerts/words.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['exercises']
const LISTED = 20
const MOST = 10_000

/** Exercises: begun, led and ended; what every screen says meanwhile; the report. `context` is of the world of exercises. */
export function exerciseRoutes(app: FastifyInstance, context: TileContext): void {
  const { province, tiles } = context
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ exercise: z.coerce.number().int().positive() })

  api.get(
    '/api/exercises',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'What can be exercised, and the exercises there were, the newest first',
        response: { 200: ExercisesAnswer },
      },
    },
    async () => {
      const speaks = await here()
      const exercises = (await listExercises(db, LISTED)).map((each) => tell(each, speaks))
      return {
        at: speaks.now.toISOString(),
        scenarios: loadScenarios(province.key).map(({ id, title, about, lasts, injects }) => ({
          ...{ key: id, title, about, lasts: lasts * 60, injects: injects.length },
        })),
        exercises: await Promise.all(exercises),
      }
    },
  )

  api.get(
    '/api/exercises/now',
    {
      config: { permission: 'figures.read', visitors: true },
      schema: { tags, summary: 'The exercise under way, and what it shows on which tile', response: { 200: ExerciseNow } },
    },
    async ({ visitors }) => {
      // Of an exercise visitors are told nothing, and no number of theirs is one of it.
      const exercise = visitors === null ? await exerciseUnderWay(db) : null
      if (!exercise) return { exercise: null, open: { watch: 0, warn: 0, critical: 0 }, tiles: {} }
      const speaks = await here()
      const { open } = await countOpenAlerts(db)
      const { readings, silent } = shownNow(exercise.spec, exercise.life, { units: speaks.units, province })
      const onTile = (tile: Tile) => ({
        readings: readings
          .filter(({ indicator }) => namedBy(tile).shown.includes(indicator))
          .map((each) => describeShown(each, speaks)),
        silences:
          tile.kind === 'feeds' ? silent.filter(({ times }) => times > 0).map((each) => describeSilence(each, speaks)) : [],
      })
      const shown = [...tiles.values()].map((tile): [string, ReturnType<typeof onTile>] => [tile.id, onTile(tile)])
      const { id, spec, life } = exercise
      return {
        exercise: { id, title: spec.title, status: life.status, startedAt: life.startedAt },
        open,
        tiles: Object.fromEntries(shown.filter(([, its]) => its.readings.length + its.silences.length > 0)),
      }
    },
  )

  api.get(
    '/api/exercises/:exercise/report',
    {
      config: { permission: 'alerts.read' },
      schema: { tags, summary: 'All that an exercise made, by kind', params, response: { 200: ExerciseReport } },
    },
    async ({ params: { exercise: id } }) => {
      const speaks = await here()
      const found = await findExercise(db, id)
      const made = await madeByExercise(db, id)
      const plan = loadEscalationPlan(province.key)
      const ofChecklists = { ...speaks, plan, province: speaks.units.get(province.unitId).name }
      return {
        at: speaks.now.toISOString(),
        exercise: await tell(found, speaks),
        events: await eventsOfExercise(db, id),
        alerts: await Promise.all(made.alerts.map((alert) => tellAlert(alert, speaks.words))),
        messages: (await findMessages(db, { ids: made.messages, limit: MOST })).map(describeMessage),
        directives: await Promise.all(
          made.directives.map(async (each) => describeDirective(await findDirective(db, each), speaks)),
        ),
        checklists: await Promise.all(
          made.checklists.map(async (each) => describeChecklist(await findChecklist(db, each), ofChecklists)),
        ),
      }
    },
  )

  api.post(
    '/api/exercises',
    {
      config: { permission: 'exercises.lead' },
      schema: { tags, summary: 'Begins an exercise; one at a time', body: StartExerciseAsk, response: { 200: ExerciseStarted } },
    },
    async ({ body: { scenario: key, ...body } }) => {
      const office = await officeNow()
      return { exercise: await startExercise(office, loadScenarios(province.key), { key, ...body }) }
    },
  )

  api.post(
    '/api/exercises/:exercise/acts',
    {
      config: { permission: 'exercises.lead' },
      schema: {
        tags,
        summary: 'Pauses an exercise, goes on with it or to what it shows next, or ends it',
        params,
        body: ExerciseActAsk,
        response: { 200: z.object({ status: z.string() }) },
      },
    },
    async ({ params: { exercise }, body }) => {
      const { status } = await actOnExercise(await officeNow(), loadEscalationPlan(province.key), exercise, body)
      return { status }
    },
  )

  async function tell(exercise: FoundExercise, speaks: Awaited<ReturnType<typeof here>>) {
    return describeExercise(exercise, await eventsOfExercise(db, exercise.id), speaks)
  }

  async function tellAlert(id: number, words: AlertWords) {
    const { subject, unit, peak } = words.alert(await findAlert(db, id))
    const events = await eventsOfAlert(db, id)
    return {
      ...{ id, subject, unit, peak },
      events: events.map(({ at, kind, level, measured, by }) => ({
        at: at.toISOString(),
        kind,
        level,
        measured,
        by: by ?? null,
      })),
    }
  }

  async function officeNow() {
    return { db, province, registry: await registryAsOf(db, null), units: await unitsAsOf(db, context.units, null) }
  }

  async function here() {
    const { registry, units } = await officeNow()
    const words = await AlertWords.of(db, registry)
    return { registry, units, words, names: await SubjectNames.read(db, registry), unitId: province.unitId, now: new Date() }
  }
}
