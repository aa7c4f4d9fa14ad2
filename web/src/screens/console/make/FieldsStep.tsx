import type { SeenField } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Fault } from './Fault.tsx'
import { useHeading } from './headings.ts'
import { fieldsQuery } from './queries.ts'
import { ReadAs } from './read/ReadAs.tsx'
import { StepButtons } from './StepButtons.tsx'
import type { StepProps } from './steps.ts'
import { useSettled } from './use-settled.ts'

/** The columns of the source as its page shows them: what they look like, how full they are, what stands in them. */
export function FieldsStep({ drafting, onNext, onBack }: StepProps) {
  const { t, number } = useText()
  const said = useHeading(drafting.spec.format?.figures !== undefined)
  const format = useSettled(drafting.spec.format)
  const { data, error, isFetching } = useQuery(fieldsQuery({ ...drafting, spec: { ...drafting.spec, format } }))
  const isBusy = isFetching || format !== drafting.spec.format
  return (
    <div className="make-step" aria-busy={isBusy}>
      {error && <Failed error={error} />}
      {!data && isFetching && <p className="console-empty">{t('make.reading')}</p>}
      {data && (
        <>
          {drafting.spec.connector !== 'form' && <ReadAs drafting={drafting} answer={data} />}
          {data.fault && <Fault>{data.fault}</Fault>}
          {data.unreadable.map(({ at, message }) => (
            <Fault key={`${at} ${message}`}>{message}</Fault>
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
                      {said(field)}
                      {field.name !== field.heading && <small>{field.path}</small>}
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
        isReady={(data?.fields.length ?? 0) > 0 && !isBusy}
        why={t(isBusy ? 'make.reading' : 'make.noFields')}
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
