import type { ReactNode } from 'react'
import { useText } from '../../../text/use-text.ts'

type Asked = 'kind' | 'titleVi' | 'titleEn' | 'from' | 'to' | 'units' | 'source' | 'link' | 'why'

/** One question: its name, the field, below it what helps, and what is wrong with the answer. */
export function Field({ id, of, wrong, children }: { id: string; of: Asked; wrong?: string | false; children: ReactNode }) {
  const { t } = useText()
  return (
    <>
      <label htmlFor={id}>{t(`events.field.${of}`)}</label>
      <div className="event-field">
        {children}
        {of !== 'kind' && <small id={`${id}-help`}>{t(`events.fieldHelp.${of}`)}</small>}
        {wrong && (
          <small id={`${id}-error`} className="desk-wrong" role="alert">
            {wrong}
          </small>
        )}
      </div>
    </>
  )
}
