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
  const data = held?.state?.data
  const name = data ? title(data.title) : ''

  // What was known before it failed stands, and its age tells.
  if (!data && held?.failed) return <Notice tile={tile} state="broken" name={name} text={t('tile.failed', { tile })} />
  if (!data) return <Notice tile={tile} state="waiting" name={name} text={t('tile.waiting')} />
  const kind = kindOf(data)
  if (!kind) return <Notice tile={tile} state="broken" name={name} text={t('tile.unknown', { kind: data.kind })} />
  const broken = `${t('tile.broken')}. ${t('tile.brokenHelp', { tile })}`
  return (
    <Boundary attempt={held.state?.version} fallback={<Notice tile={tile} state="broken" name={name} text={broken} />}>
      <SubjectContext value={subjectsOf(data)[0] ?? null}>
        <NoteContext value={data.note}>
          <kind.View tile={data} trust={kind.trust(data)} place={place} />
        </NoteContext>
      </SubjectContext>
    </Boundary>
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
