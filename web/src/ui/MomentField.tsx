import { useId, useState } from 'react'
import { formatMoment, parseMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import './moment-field.css'

interface Props {
  label: string
  /** Null where none is set. */
  value: number | null
  /** Null where it was emptied. */
  onPick: (at: number | null) => void
}

/** A moment typed as people here write it. The browser's own field would follow the machine's language: 10/01 or 01/10. */
export function MomentField({ label, value, onPick }: Props) {
  const { t, zone } = useText()
  const id = useId()
  const said = value === null ? '' : formatMoment(value, zone)
  const [text, setText] = useState(said)
  const [isWrong, setWrong] = useState(false)

  const submit = () => {
    if (text.trim() === said) return setWrong(false)
    const at = parseMoment(text, zone)
    setWrong(at === null && text.trim() !== '')
    if (at !== null || text.trim() === '') onPick(at)
  }
  return (
    <form
      className="moment"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        placeholder={t('moment.example')}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-help` : undefined}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onBlur={submit}
      />
      {isWrong && (
        <span id={`${id}-help`} className="moment-help" role="alert">
          {t('moment.help')}
        </span>
      )}
    </form>
  )
}
