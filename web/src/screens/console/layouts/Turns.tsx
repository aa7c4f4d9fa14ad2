import type { Playlist, SceneFile } from '@ioc/server/contract'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Turn } from './Turn.tsx'
import type { Editing } from './use-editing.ts'

/** The scenes of a round in their order: put elsewhere by hand or by key, each with how long and when. */
export function Turns({
  playlist,
  scenes,
  sceneOf,
  onChange,
  onSay,
}: {
  playlist: Playlist
  scenes: readonly SceneFile[]
  sceneOf(scene: string): string
  onChange: Editing<Playlist>['change']
  onSay(text: string): void
}) {
  const { t, title } = useText()
  const addId = useId()
  const list = useRef<HTMLOListElement>(null)
  const [adding, setAdding] = useState('')
  const [held, setHeld] = useState<{ from: number; to: number } | null>(null)
  const entries = playlist.scenes
  const put = (next: Playlist['scenes'], field?: string) => onChange({ ...playlist, scenes: next }, field)
  const move = (from: number, to: number) => {
    const entry = entries[from]
    if (!entry || to < 0 || to >= entries.length || to === from) return
    const rest = entries.filter((_, at) => at !== from)
    put([...rest.slice(0, to), entry, ...rest.slice(to)])
    onSay(t('layouts.round.moved', { scene: sceneOf(entry.scene), at: to + 1 }))
    // The handle goes along.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('.round-handle')[to]?.focus())
  }
  const press = (at: number) => (event: KeyboardEvent) => {
    const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (way === 0 || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move(at, at + way)
  }

  const latest = useRef({ held, move })
  latest.current = { held, move }
  const isHeld = held !== null
  useEffect(() => {
    if (!isHeld) return
    const follow = ({ clientY }: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect())
      const below = rows.findIndex(({ top, height }) => clientY < top + height)
      setHeld((now) => now && { ...now, to: below < 0 ? rows.length - 1 : below })
    }
    const end = (isDropped: boolean) => {
      const { held: now } = latest.current
      if (isDropped && now) latest.current.move(now.from, now.to)
      setHeld(null)
    }
    const up = () => end(true)
    const cancel = () => end(false)
    const letGo = ({ key }: globalThis.KeyboardEvent) => key === 'Escape' && end(false)
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', letGo)
    return () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', letGo)
    }
  }, [isHeld])

  return (
    <div className="round-box">
      <h2>{t('layouts.round.turns')}</h2>
      <ol ref={list} className="round-turns">
        {entries.map((entry, at) => (
          <Turn
            key={at}
            entry={entry}
            at={at}
            last={entries.length - 1}
            name={sceneOf(entry.scene)}
            drop={held && held.to === at && held.from !== at ? (held.to > held.from ? 'after' : 'before') : null}
            isHeld={held?.from === at}
            onHold={(event) => {
              if (event.button === 0) setHeld({ from: at, to: at })
            }}
            onKey={press(at)}
            onMove={(to) => move(at, to)}
            onChange={(next, field) =>
              put(
                entries.map((each, index) => (index === at ? next : each)),
                field && `${at} ${field}`,
              )
            }
            onTake={entries.length > 1 ? () => put(entries.filter((_, index) => index !== at)) : null}
          />
        ))}
      </ol>
      <div className="layout-buttons">
        <label htmlFor={addId}>{t('layouts.round.add')}</label>
        <select id={addId} value={adding} onChange={({ target }) => setAdding(target.value)}>
          <option value="" />
          {scenes.map((scene) => (
            <option key={scene.id} value={scene.id}>
              {title(scene.title)}
            </option>
          ))}
        </select>
        <button
          type="button"
          disabled={adding === '' || entries.length >= 100}
          onClick={() => {
            put([...entries, { scene: adding, for: 45 }])
            setAdding('')
          }}
        >
          {t('layouts.round.addGo')}
        </button>
      </div>
    </div>
  )
}
