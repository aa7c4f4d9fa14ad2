import type { DiscoveryAnswer, SeenField } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Fault } from './Fault.tsx'
import { Line } from './Line.tsx'
import { fieldsQuery } from './queries.ts'
import { StepButtons } from './StepButtons.tsx'
import type { StepProps } from './steps.ts'
import type { Drafting } from './use-draft.ts'

/** The columns of the source as its page shows them: what they look like, how full they are, what stands in them. */
export function FieldsStep({ drafting, onNext, onBack }: StepProps) {
  const { t, number } = useText()
  const { data, error, isFetching } = useQuery(fieldsQuery(drafting))
  return (
    <div className="make-step">
      {error && <Failed error={error} />}
      {!data && isFetching && <p className="console-empty">{t('make.reading')}</p>}
      {data && (
        <>
          <ReadAs drafting={drafting} answer={data} />
          {data.fault && <Fault>{data.fault}</Fault>}
          {data.unreadable.map(({ at, message }) => (
            <Fault key={at}>{message}</Fault>
          ))}
          <h2>{t('make.fieldsSeen', { fields: number(data.fields.length), records: number(data.records) })}</h2>
          <div className="make-scroll">
            <table className="desk-table">
              <thead>
                <tr>
                  <th>{t('make.field')}</th>
                  <th>{t('make.looksLike')}</th>
                  <th className="desk-number">{t('make.empty')}</th>
                  <th>{t('make.samples')}</th>
                </tr>
              </thead>
              <tbody>
                {data.fields.map((field) => (
                  <tr key={field.path}>
                    <td>
                      {field.heading}
                      {field.heading !== field.path && <small>{field.path}</small>}
                    </td>
                    <td>
                      <LooksLike field={field} />
                    </td>
                    <td className="desk-number">
                      {number(field.emptyPercent)}
                      {'\u202f'}%
                    </td>
                    <td className="make-samples">{field.samples.join(' · ') || t('console.blank')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <StepButtons
        onBack={onBack}
        onNext={onNext}
        next={t('make.toMap')}
        isReady={(data?.fields.length ?? 0) > 0}
        why={t('make.noFields')}
      />
    </div>
  )
}

function LooksLike({ field }: { field: SeenField }) {
  const { t, number } = useText()
  const format = field.formats.at(-1)
  return (
    <>
      {t(`make.types.${field.type}`)}
      {format && <small>{t(`make.formats.${format}`, { defaultValue: format })}</small>}
      {field.eitherWay && <small className="make-watch">{t('make.eitherWay')}</small>}
      {field.measure && <small>{t('make.measure', { measure: field.measure })}</small>}
      {field.unitPercent > 0 && <small>{t('make.unitShare', { percent: number(field.unitPercent) })}</small>}
      {field.personal && <small className="make-watch">{t('make.personal')}</small>}
    </>
  )
}

/** How the page is read, with what may be told otherwise. */
function ReadAs({ drafting, answer }: { drafting: Drafting; answer: DiscoveryAnswer }) {
  const { t, number } = useText()
  const { format } = drafting.spec
  if (!format) return <Fault>{t('make.unknownFormat')}</Fault>
  const put = (part: object) => drafting.change({ format: { ...format, ...part } })
  const putList = (path: string) => {
    const { settings, connector } = drafting.spec
    drafting.change({ format: { ...format, path }, ...(connector === 'rest' && { settings: { ...settings, records: path } }) })
  }
  return (
    <div className="make-read">
      <p>{t('make.readAs', { format: t(`make.formatKinds.${format.kind}`, { defaultValue: format.kind }) })}</p>
      {format.kind === 'json' && answer.lists.length > 1 && (
        <Line label={t('make.list')} help={t('make.listHelp')}>
          {({ id }) => (
            <select id={id} value={String(format.path ?? '$')} onChange={(event) => putList(event.target.value)}>
              {answer.lists.map(({ path, records }) => (
                <option key={path} value={path}>
                  {t('make.listOf', { path, records: number(records) })}
                </option>
              ))}
            </select>
          )}
        </Line>
      )}
      {format.kind === 'csv' && (
        <Line label={t('make.skipLines')} help={t('make.skipLinesHelp')}>
          {({ id }) => (
            <input
              id={id}
              type="number"
              min={0}
              value={Number(format.skipLines ?? 0)}
              onChange={(event) => put({ skipLines: Number(event.target.value) })}
            />
          )}
        </Line>
      )}
      {format.kind === 'workbook' && (
        <Line label={t('make.headerRow')} help={t('make.headerRowHelp')}>
          {({ id }) => (
            <input
              id={id}
              type="number"
              min={1}
              value={Number(format.headerRow ?? 1)}
              onChange={(event) => put({ headerRow: Math.max(1, Number(event.target.value)) })}
            />
          )}
        </Line>
      )}
    </div>
  )
}
