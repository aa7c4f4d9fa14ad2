import type { TileData } from '@ioc/server/contract'
import type { ReactNode } from 'react'
import { SubjectContext } from '../proof/SubjectContext.tsx'
import { subjectsOf } from '../proof/subjects.ts'
import { useTile } from '../realtime/tiles.ts'
import { useText } from '../text/use-text.ts'
import { Boundary } from '../ui/Boundary.tsx'
import type { TileProps } from './kind.ts'
import { NoteContext } from './NoteContext.tsx'
import { kindOf } from './registry.ts'
import './tile-frame.css'

/** A place on the wall: whatever happens inside it, the other places go on. */
export function TileView({ tile, place }: { tile: string; place: TileProps<'stat'>['place'] }) {
  const held = useTile(tile)
  const { t, title } = useText()
  const { state, failed } = held ?? {}
  // Whoever sent it may not have kept to what was agreed.
  const name = state?.data?.title ? title(state.data.title) : ''
  const notice = (is: 'waiting' | 'broken', text: string) => <Notice tile={tile} state={is} name={name} text={text} />

  // What was known before it failed stands, and its age tells.
  if (!state) return failed ? notice('broken', t('tile.failed', { tile })) : notice('waiting', t('tile.waiting'))
  return (
    <Boundary attempt={state.version} fallback={notice('broken', `${t('tile.broken')}. ${t('tile.brokenHelp', { tile })}`)}>
      <Told data={state.data} place={place} unknown={(kind) => notice('broken', t('tile.unknown', { kind }))} />
    </Boundary>
  )
}

interface ToldProps {
  data: TileData
  place: TileProps<'stat'>['place']
  unknown(kind: string): ReactNode
}

function Told({ data, place, unknown }: ToldProps) {
  const kind = kindOf(data)
  if (!kind) return unknown(data.kind)
  return (
    <SubjectContext value={subjectsOf(data)[0] ?? null}>
      <NoteContext value={data.note}>
        <kind.View tile={data} trust={kind.trust(data)} place={place} />
      </NoteContext>
    </SubjectContext>
  )
}

function Notice({ tile, state, name, text }: { tile: string; state: 'waiting' | 'broken'; name: string; text: string }) {
  return (
    <article className="tile" data-tile={tile} data-state={state}>
      <div className="tile-inside">
        <h2 className="tile-title">{name}</h2>
        <p className="tile-nothing">{text}</p>
      </div>
    </article>
  )
}
