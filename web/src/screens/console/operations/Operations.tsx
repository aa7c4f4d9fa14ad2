import { OperationsAnswer } from '@ioc/server/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { useNow } from '../../../realtime/clock.ts'
import { formatMoment } from '../../../text/moment.ts'
import { formatNumber } from '../../../text/number.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { AtTheMachine } from './AtTheMachine.tsx'
import './operations.css'
import { Processes } from './Processes.tsx'
import { Queue } from './Queue.tsx'
import { Retention } from './Retention.tsx'
import { Statements } from './Statements.tsx'

const OFTEN_MS = 15_000
const GB = 1024 ** 3
const MB = 1024 ** 2
const LOW = 0.1
const LATE_DAYS = 7
const DAY_MS = 86_400_000

const operationsQuery = () =>
  queryOptions({
    queryKey: ['operations'],
    queryFn: async ({ signal }) => OperationsAnswer.parse(await getJson('/api/operations', signal)),
    refetchInterval: OFTEN_MS,
  })

/** How the house keeps: its room, its processes, the queue, what is slow, what was backed up, the keys of its secrets. */
export function Operations() {
  const { t } = useText()
  const { data, error } = useQuery(operationsQuery())
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="operations">
      <div className="console-head">
        <h1>{t('operations.title')}</h1>
      </div>
      <p>{t('operations.help')}</p>
      <State of={data} />
      <Processes of={data} />
      <Queue lanes={data.queue} />
      <Statements of={data.statements} />
      <Backups backups={data.backups} />
      <Retention of={data.retention} />
      <Keys keys={data.keys} />
      <AtTheMachine />
    </section>
  )
}

function State({ of: { disk, database, ledger, writing, audit, runs, server } }: { of: OperationsAnswer }) {
  const { t, language, zone } = useText()
  const amount = (value: number, decimals = 0) => formatNumber(value, decimals, language)
  const at = (instant: string | null) => (instant === null ? '' : formatMoment(instant, zone))
  const said = {
    disk: t('operations.disk', { free: amount(disk.free / GB, 1), total: amount(disk.total / GB, 1) }),
    database: t('operations.database', {
      ...database,
      size: amount(database.bytes / GB, 2),
      since: at(database.since),
    }),
    ledger:
      ledger.at === null
        ? t('operations.ledgerNone')
        : t('operations.ledger', { position: amount(ledger.position), at: at(ledger.at) }),
    writing: t(writing.writing + writing.waiting === 0 ? 'operations.writingNone' : 'operations.writing', {
      writing: amount(writing.writing),
      waiting: amount(writing.waiting),
      seconds: amount(writing.ms / 1_000, 1),
    }),
    audit: t('operations.audit', { entries: amount(audit.entries), at: at(audit.at) }),
    runs: t('operations.runs', runs),
    server: t('operations.server', { ...server, memory: amount(server.memory / MB), since: at(server.since) }),
  }
  return (
    <dl>
      {(Object.keys(said) as (keyof typeof said)[]).map((each) => (
        <div key={each}>
          <dt>{t(`operations.of.${each}`)}</dt>
          <dd>
            {said[each]}
            {each === 'disk' && disk.free < LOW * disk.total && <Mark tone="critical">{t('operations.diskLow')}</Mark>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Backups({ backups }: { backups: OperationsAnswer['backups'] }) {
  const { t, language, zone } = useText()
  const newest = backups.find(({ action }) => action === 'backed up')
  const isLate = useNow((now) => newest !== undefined && now - Date.parse(newest.at) > LATE_DAYS * DAY_MS)
  return (
    <>
      <h2>{t('operations.backups.title')}</h2>
      {newest === undefined && <Mark tone="warn">{t('operations.backups.none')}</Mark>}
      {isLate && <Mark tone="warn">{t('operations.backups.late', { days: LATE_DAYS })}</Mark>}
      {backups.length > 0 && (
        <table className="desk-table">
          <thead>
            <tr>
              {(['at', 'what', 'rows', 'folder', 'by'] as const).map((column) => (
                <th key={column}>{t(`operations.backups.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {backups.map(({ at, action, rows, folder, by }) => (
              <tr key={at}>
                <td>{formatMoment(at, zone)}</td>
                <td>{t(`operations.backups.action.${action}`)}</td>
                <td>{rows === null ? '' : formatNumber(rows, 0, language)}</td>
                <td>{folder}</td>
                <td>{by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Keys({ keys }: { keys: OperationsAnswer['keys'] }) {
  const { t, language, zone } = useText()
  return (
    <>
      <h2>{t('operations.keys.title')}</h2>
      <p>{t('operations.keys.help')}</p>
      {keys.length === 0 ? (
        <p className="console-empty">{t('operations.keys.none')}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              {(['id', 'secrets', 'since'] as const).map((column) => (
                <th key={column}>{t(`operations.keys.${column}`)}</th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {keys.map(({ id, secrets, since, isCurrent }) => (
              <tr key={id}>
                <td>{id}</td>
                <td>{formatNumber(secrets, 0, language)}</td>
                <td>{since === null ? '—' : formatMoment(since, zone)}</td>
                <td>
                  <Mark tone={isCurrent ? 'good' : 'warn'}>{t(`operations.keys.${isCurrent ? 'current' : 'former'}`)}</Mark>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
