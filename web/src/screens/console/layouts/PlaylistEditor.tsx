import { type LayoutsAnswer, Playlist, playlistTrouble, type SceneFile } from '@ioc/server/contract'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Day } from './Day.tsx'
import { Gone } from './Gone.tsx'
import { History } from './History.tsx'
import { isHour } from './hours.ts'
import { Publish } from './Publish.tsx'
import { Rest } from './Rest.tsx'
import { Toolbar } from './Toolbar.tsx'
import { Turns } from './Turns.tsx'
import { type Editing, useEditing, type Version } from './use-editing.ts'
import { useSaidPlaylist } from './use-said-playlist.ts'
import { useUndoKeys } from './use-undo-keys.ts'

interface Given {
  id: string
  versions: Version<Playlist>[]
  scenes: SceneFile[]
  inUse: LayoutsAnswer['playlists'][number]['inUse'] | undefined
}

export function PlaylistEditor(given: Given) {
  const editing = useEditing('playlists', given.id, given.versions)
  return editing ? <Editor {...given} editing={editing} /> : <Gone />
}

function Editor({ id, versions, scenes, inUse, editing }: Given & { editing: Editing<Playlist> }) {
  const { t, title } = useText()
  const { sceneOf, said } = useSaidPlaylist(scenes)
  const [told, setTold] = useState('')
  const [why, setWhy] = useState('')
  const playlist = editing.spec
  const undo = () => {
    editing.undo()
    setTold(t('layouts.done.undone'))
  }
  const redo = () => {
    editing.redo()
    setTold(t('layouts.done.redone'))
  }
  const drop = () => {
    editing.drop()
    setTold('')
  }
  useUndoKeys(undo, redo)
  const unknown = playlistTrouble(playlist, (scene) => scenes.some((each) => each.id === scene))
  const { success } = Playlist.safeParse(playlist)
  const broken = success ? null : t(`layouts.round.${hasWrongHour(playlist) ? 'wrongHour' : 'wrongSeconds'}`)
  return (
    <section className="layout-editor">
      <div className="console-head">
        <div>
          <h1>{title(playlist.title)}</h1>
          <small>
            {editing.base === null
              ? t('layouts.edit.isNewPlaylist')
              : editing.isChanged
                ? t('layouts.edit.fromVersion', { version: editing.base })
                : editing.published
                  ? `${t('layouts.history.version', { version: editing.base })}, ${t('layouts.history.current')}`
                  : t('layouts.edit.isRemoved')}
          </small>
        </div>
        <Toolbar editing={editing} onUndo={undo} onRedo={redo} onDrop={drop}>
          <Link to={pathTo.layouts()}>{t('layouts.back')}</Link>
        </Toolbar>
      </div>
      <p role="status" className="layout-said">
        {told}
      </p>
      <div className="round-parts">
        <Turns playlist={playlist} scenes={scenes} sceneOf={sceneOf} onChange={editing.change} onSay={setTold} />
        <div className="round-rest">
          {success && <Day playlist={playlist} sceneOf={sceneOf} />}
          <Names playlist={playlist} onChange={editing.change} />
          <Rest playlist={playlist} scenes={scenes} onChange={editing.change} />
        </div>
      </div>
      <div className="layout-parts layout-ending">
        <Publish
          {...{ id, editing, said, why, inUse }}
          kind="playlists"
          onWhy={setWhy}
          trouble={unknown ? title(unknown) : broken}
        />
        <History
          versions={versions}
          said={said}
          onRestore={(version, spec) => {
            editing.change(spec)
            setWhy(t('layouts.publish.restoring', { version: version.version }))
          }}
        />
      </div>
    </section>
  )
}

function Names({ playlist, onChange }: { playlist: Playlist; onChange: Editing<Playlist>['change'] }) {
  const { t } = useText()
  const [viId, enId] = [useId(), useId()]
  return (
    <div className="round-box">
      <label htmlFor={viId}>{t('layouts.make.name')}</label>
      <input
        id={viId}
        value={playlist.title.vi}
        maxLength={120}
        onChange={({ target }) => onChange({ ...playlist, title: { ...playlist.title, vi: target.value } }, 'vi')}
      />
      <label htmlFor={enId}>{t('layouts.make.nameEn')}</label>
      <input
        id={enId}
        value={playlist.title.en}
        maxLength={120}
        onChange={({ target }) => onChange({ ...playlist, title: { ...playlist.title, en: target.value } }, 'en')}
      />
    </div>
  )
}

function hasWrongHour({ scenes, night }: Playlist): boolean {
  return [...scenes.flatMap(({ hours }) => hours ?? []), ...(night?.hours ?? [])].some((hour) => !isHour(hour))
}
