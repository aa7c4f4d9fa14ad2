import { Command } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import { isFound } from '../../../text/fold.ts'
import { useText } from '../../../text/use-text.ts'
import './chooser.css'

interface Choice {
  key: string
  name: string
  /** Said small beside it; found by it too. */
  note?: string | undefined
}

export interface Group {
  name: string
  choices: readonly Choice[]
}

interface Props {
  label: string
  example: string
  groups: readonly Group[]
  onChoose(key: string): void
  onClose(): void
}

/** One of hundreds, found by a few letters with or without their marks and chosen by key or pointer, over the page. */
export function Chooser({ label, example, groups, onChoose, onClose }: Props) {
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const [search, setSearch] = useState('')
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // By itself a dialog gives the keys to what holds the list.
    element?.querySelector('input')?.focus()
    return () => element?.close()
  }, [])
  const found = groups
    .map(({ name, choices }) => ({
      name,
      choices: choices.filter((choice) => isFound(`${choice.name} ${choice.note ?? ''} ${name}`, search)),
    }))
    .filter(({ choices }) => choices.length > 0)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; this is for the pointer beside it.
    <dialog
      ref={dialog}
      className="chooser"
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <Command label={label} shouldFilter={false} loop>
        <Command.Input value={search} onValueChange={setSearch} placeholder={example} />
        <Command.List>
          {found.length === 0 && <p className="chooser-none">{t('explore.noneFound', { search })}</p>}
          {found.map(({ name, choices }) => (
            <Command.Group key={name} heading={name}>
              {choices.map((choice) => (
                <Command.Item key={choice.key} value={choice.key} onSelect={() => onChoose(choice.key)}>
                  <span>{choice.name}</span>
                  {choice.note && <small>{choice.note}</small>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  )
}
