export type { Classification } from '@ioc/sql/pack'
export * from './accounts.ts'
export * from './alerts.ts'
export * from './boundaries.ts'
export * from './briefings.ts'
export * from './calendar.ts'
export * from './checklists.ts'
export { type Table, type TableCell, writeCsv, writeHead, writeLine, writeRows } from './csv.ts'
export * from './directives.ts'
export * from './embargoes.ts'
export * from './escalation.ts'
export * from './events.ts'
export * from './exercises.ts'
export * from './feeds.ts'
export * from './forecast.ts'
export * from './form.ts'
export * from './held.ts'
export * from './layouts.ts'
export * from './lineage.ts'
export * from './making.ts'
export * from './open-data.ts'
export * from './operations.ts'
export { ClauseState, PlanAnswer, PlanSummary } from './plans.ts'
export * from './proposals.ts'
export * from './punctuality.ts'
export * from './quality.ts'
export * from './readings.ts'
export * from './reporting.ts'
export * from './rules.ts'
export {
  BackfillAsk,
  Counted,
  PullAsk,
  ReprocessAsk,
  Run,
  RunLogAnswer,
  RunRowsAnswer,
  RunStatus,
  StopAsk,
  Uploaded,
} from './runs.ts'
export { Scene, SceneList } from './scenes.ts'
export * from './screens.ts'
export * from './signoff.ts'
export { type DownEvents, Pulse, TileState } from './socket/down.ts'
export * from './socket/screen.ts'
export { Painted, Up, type UpEvents, Watch, Watching } from './socket/up.ts'
export * from './tiles.ts'
export * from './usual.ts'
export * from './views.ts'
export { Visitors } from './visitors.ts'
