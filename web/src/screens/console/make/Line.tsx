import { type ReactNode, useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Fault } from './Fault.tsx'

/** A label, the field, its help, and what is wrong with it. */
export function Line({
  label,
  help,
  isRequired = false,
  fault,
  children,
}: {
  label: string
  help?: string | undefined
  isRequired?: boolean
  fault?: string | undefined
  children: (ids: { id: string; describedBy: string; isWrong: boolean }) => ReactNode
}) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="make-line" data-wrong={fault ? true : undefined}>
      <label htmlFor={id}>
        {label}
        {isRequired && <b title={t('make.required')}> *</b>}
      </label>
      {children({ id, describedBy: `${id}h`, isWrong: fault !== undefined })}
      <p id={`${id}h`} className="make-help">
        {fault && <Fault inline>{fault}</Fault>}
        {help}
      </p>
    </div>
  )
}
