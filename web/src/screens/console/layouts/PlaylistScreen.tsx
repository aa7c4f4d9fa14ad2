import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import './layouts.css'
import { PlaylistEditor } from './PlaylistEditor.tsx'
import { layoutsQuery, playlistVersionsQuery } from './queries.ts'
import './round.css'

/** One playlist: its turns in their order, what a day of it looks like, published and brought back. */
export default function PlaylistScreen({ id }: { id: string }) {
  const { t } = useText()
  const versions = useQuery(playlistVersionsQuery(id))
  const layouts = useQuery(layoutsQuery())
  const error = versions.error ?? layouts.error
  if (versions.data && layouts.data)
    return (
      <PlaylistEditor
        id={id}
        versions={versions.data}
        scenes={layouts.data.scenes.flatMap(({ spec }) => spec ?? [])}
        inUse={layouts.data.playlists.find((each) => each.id === id)?.inUse}
      />
    )
  return error ? <Failed error={error} /> : <p className="console-empty">{t('console.loading')}</p>
}
