import type { DiscoveryAnswer } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { pathOf, TREATMENTS, type Treatment, treatmentOf, withTreatment } from './personal.ts'
import type { Drafting } from './use-draft.ts'

interface Props {
  drafting: Drafting
  answer: Pick<DiscoveryAnswer, 'fields' | 'canRedact' | 'canSeal'>
}

/** Columns that point at persons: what the system does not need is taken out, sealed or masked before anything is stored. */
export function Personal({ drafting, answer: { fields, canRedact, canSeal } }: Props) {
  const { t } = useText()
  const redact = drafting.spec.redact ?? []
  const treated = new Set(redact.map(pathOf))
  const seen = fields.filter(({ personal, path }) => personal || treated.has(path))
  // A rule may name a column that the page taken lacks: it stands all the same.
  const unseen = [...treated].filter((path) => !seen.some((field) => field.path === path))
  const columns = [...seen, ...unseen.map((path) => ({ path, heading: path }))]
  if (columns.length === 0) return null
  const offered = TREATMENTS.filter((each) => each !== 'seal' || canSeal)
  return (
    <fieldset className="make-group">
      <legend>{t('make.redact')}</legend>
      <p className="make-help">{t(canRedact ? 'make.redactHelp' : 'make.cannotRedact')}</p>
      <div className="make-personal">
        {columns.map(({ path, heading }) => (
          <Column
            key={path}
            heading={heading}
            treatment={treatmentOf(redact, path)}
            offered={offered}
            isDisabled={!canRedact}
            onChange={(treatment) => drafting.change((now) => ({ redact: withTreatment(now.redact ?? [], path, treatment) }))}
          />
        ))}
      </div>
      {canRedact && (
        <dl className="make-treatments">
          {offered.map((each) => (
            <div key={each}>
              <dt>{t(`make.treatments.${each}`)}</dt>
              <dd>{t(`make.treatmentsHelp.${each}`)}</dd>
            </div>
          ))}
        </dl>
      )}
    </fieldset>
  )
}

interface ColumnProps {
  heading: string
  treatment: Treatment
  offered: Treatment[]
  isDisabled: boolean
  onChange(treatment: Treatment): void
}

function Column({ heading, treatment, offered, isDisabled, onChange }: ColumnProps) {
  const { t } = useText()
  const id = useId()
  // What was chosen before the page was read otherwise is shown, and faulted when it can’t be done.
  const choices = TREATMENTS.filter((each) => each === treatment || offered.includes(each))
  return (
    <>
      <label htmlFor={id}>{heading}</label>
      <select
        id={id}
        disabled={isDisabled}
        value={treatment}
        onChange={({ target }) => onChange(TREATMENTS.find((each) => each === target.value) ?? treatment)}
      >
        {choices.map((each) => (
          <option key={each} value={each}>
            {t(`make.treatments.${each}`)}
          </option>
        ))}
      </select>
    </>
  )
}
