import { useState } from 'react'
import './typed-field.css'

interface Props<T> {
  id: string
  /** Null where what was typed cannot be read; '' where nothing was. */
  value: T | '' | null
  say(value: T): string
  read(text: string): T | null
  example: string
  /** What is said of a text that cannot be read, once it was left. */
  help(said: string): string
  onChange(value: T | '' | null): void
  required?: boolean
  'aria-label'?: string
}

/**
 * A text that stands for something else, written as people here write it: a day, a moment. The browser’s own fields would follow the
 * machine’s language: 10/01 or 01/10.
 */
export function TypedField<T>({ id, value, say, read, example, help, onChange, ...rest }: Props<T>) {
  const [text, setText] = useState(value === '' || value === null ? '' : say(value))
  const [isLeft, setLeft] = useState(false)
  const isWrong = text.trim() !== '' && read(text) === null
  // What was set from without, or emptied, stands before what was typed.
  const known = text.trim() === '' ? '' : read(text)
  const shown = known === value || (isWrong && (value === '' || value === null)) ? text : value ? say(value) : ''
  return (
    <span className="typed-field">
      <input
        id={id}
        {...rest}
        value={shown}
        placeholder={example}
        aria-invalid={isLeft && isWrong}
        aria-describedby={isLeft && isWrong ? `${id}-wrong` : undefined}
        autoComplete="off"
        onChange={({ target }) => {
          setText(target.value)
          onChange(target.value.trim() === '' ? '' : read(target.value))
        }}
        onBlur={() => {
          setLeft(true)
          if (value) setText(say(value))
        }}
        onKeyDown={({ key }) => key === 'Enter' && setLeft(true)}
      />
      {isLeft && isWrong && (
        <small id={`${id}-wrong`} className="typed-wrong" role="alert">
          {help(text.trim())}
        </small>
      )}
    </span>
  )
}
