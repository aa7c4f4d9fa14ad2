import { useId } from 'react'

interface Props<T extends string> {
  label: string
  value: T
  choices: readonly T[]
  say(choice: T): string
  onChange(choice: T): void
}

/** One of a few, each by its name: a row of a form. */
export function Choice<T extends string>({ label, value, choices, say, onChange }: Props<T>) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {say(choice)}
          </option>
        ))}
      </select>
    </>
  )
}
