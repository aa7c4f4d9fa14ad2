import type { OperationsAnswer } from '@ioc/server/contract'
import { formatMoment } from '../../../text/moment.ts'
import { formatNumber } from '../../../text/number.ts'
import { useText } from '../../../text/use-text.ts'
import { Age } from '../../../ui/Age.tsx'
import { Mark } from '../../../ui/Mark.tsx'

type Process = OperationsAnswer['processes'][number]
type Work = Process['work'][string]

const MB = 1024 ** 2
/** From here on people notice, or it comes to an end. */
const LATE_LOOP_MS = 200
const FULL = 0.9
const LATE_NEWS_MS = 5_000
const FEW_MS = 10

const WORK = ['requests', 'tiles', 'notices', 'jobs', 'batches'] as const
const COLUMNS = ['process', 'work', 'count', 'failed', 'p50', 'p95', 'p99', 'loop', 'connections', 'memory'] as const
const NUMBERS = new Set<string>(['count', 'failed', 'p50', 'p95', 'p99'])

/** Every server and worker: how much it does and how well, by kind of work, and how near its bounds it is. */
export function Processes({ of: { processes, heardEveryMs } }: { of: OperationsAnswer }) {
  const { t } = useText()
  return (
    <>
      <h2>{t('operations.processes.title')}</h2>
      <p>{t('operations.processes.help', { seconds: heardEveryMs / 1_000 })}</p>
      {!processes.some(({ kind, isGone }) => kind === 'workers' && !isGone) && (
        <Mark tone="critical">{t('operations.processes.noWorkers')}</Mark>
      )}
      <div className="operations-wide">
        <table className="desk-table operations-processes">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className={NUMBERS.has(column) ? 'desk-number' : undefined}>
                  {t(`operations.processes.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {processes.map((each) => (
            <Rows key={each.id} of={each} />
          ))}
        </table>
      </div>
    </>
  )
}

function Rows({ of }: { of: Process }) {
  const { t } = useText()
  if (of.isGone)
    return (
      <tbody>
        <tr>
          <Who of={of} span={1} />
          <td colSpan={COLUMNS.length - 1} />
        </tr>
      </tbody>
    )
  const works = WORK.filter((work) => of.work[work])
  const span = works.length
  return (
    <tbody>
      {works.map((work, place) => (
        <tr key={work}>
          {place === 0 && <Who of={of} span={span} />}
          <td>{t(`operations.work.${work}`)}</td>
          <Done of={of.work[work] as Work} />
          {place === 0 && <Saturation of={of} span={span} />}
        </tr>
      ))}
    </tbody>
  )
}

function Who({ of: { id, kind, since, heardAt, isGone, walls, unheard, places }, span }: { of: Process; span: number }) {
  const { t, language, zone } = useText()
  const amount = (value: number, decimals = 0) => formatNumber(value, decimals, language)
  return (
    <th scope="rowgroup" rowSpan={span}>
      {t(`operations.processes.kind.${kind}`)} <code>{id.replace(/^.*?@/, '')}</code>
      <div>
        <Mark tone={isGone ? 'critical' : 'good'}>{t(`operations.processes.${isGone ? 'gone' : 'alive'}`)}</Mark>{' '}
        <small>{isGone ? <Age at={heardAt} /> : t('operations.processes.since', { at: formatMoment(since, zone) })}</small>
      </div>
      {!isGone && walls !== null && <small>{t('operations.processes.walls', { walls: amount(walls) })}</small>}
      {!isGone && places && (
        <small>{t('operations.processes.places', { busy: amount(places.busy), most: amount(places.most) })}</small>
      )}
      {!isGone && unheard && unheard.batches > 0 && (
        <Mark tone={unheard.ms > LATE_NEWS_MS ? 'critical' : 'watch'}>
          {t('operations.processes.unheard', { batches: amount(unheard.batches), seconds: amount(unheard.ms / 1_000, 1) })}
        </Mark>
      )}
    </th>
  )
}

function Done({ of: { count, failed, ...took } }: { of: Work }) {
  const { language } = useText()
  const ms = (value: number | null) => (value === null ? '–' : formatNumber(value, value < FEW_MS ? 1 : 0, language))
  return (
    <>
      <td className="desk-number">{formatNumber(count, 0, language)}</td>
      <td className="desk-number">{failed > 0 ? <Mark tone="critical">{formatNumber(failed, 0, language)}</Mark> : 0}</td>
      {(['p50', 'p95', 'p99'] as const).map((each) => (
        <td key={each} className="desk-number">
          {ms(took[each])}
        </td>
      ))}
    </>
  )
}

function Saturation({ of: { loop, connections, memory }, span }: { of: Process; span: number }) {
  const { t, language } = useText()
  const amount = (value: number) => formatNumber(value, 0, language)
  return (
    <>
      <td rowSpan={span}>
        {t('operations.processes.late', { ms: amount(loop.p99) })}
        <small>{t('operations.processes.busy', { part: amount(100 * loop.busy) })}</small>
        {(loop.p99 > LATE_LOOP_MS || loop.busy > FULL) && <Mark tone="warn">{t('operations.processes.overloaded')}</Mark>}
      </td>
      <td rowSpan={span}>
        {t('operations.processes.connected', { busy: amount(connections.busy), most: amount(connections.most) })}
        {connections.waiting > 0 && (
          <Mark tone="warn">{t('operations.processes.waiting', { waiting: amount(connections.waiting) })}</Mark>
        )}
      </td>
      <td rowSpan={span}>
        {amount(memory.rss / MB)} MB
        <small>{t('operations.processes.heap', { heap: amount(memory.heap / MB), most: amount(memory.mostHeap / MB) })}</small>
        {memory.heap > FULL * memory.mostHeap && <Mark tone="warn">{t('operations.processes.nearlyFull')}</Mark>}
      </td>
    </>
  )
}
