import { readDay, sayDay } from '../text/day.ts'
import { useText } from '../text/use-text.ts'
import { TypedField } from './TypedField.tsx'

interface Props {
  id: string
  /** 2026-10-31; '' where none is said, null where what was typed is no day. */
  value: string | null
  onChange(day: string | null): void
  required?: boolean
  'aria-label'?: string
}

/** A day, typed as «31/10/2026» whatever the language of the machine. */
export function DayField(props: Props) {
  const { t } = useText()
  return (
    <TypedField<string>
      {...props}
      say={sayDay}
      read={readDay}
      example={t('day.example')}
      help={(said) => t('day.wrong', { said })}
    />
  )
}
