import type { Scene } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, Suspense, useEffect, useRef } from 'react'
import { factOf, questionOf, replayOf } from '../../address/address.ts'
import { useSearch } from '../../address/use-address.ts'
import { openLine, type WallLine } from '../../realtime/socket.ts'
import { speakAtDesk } from '../../text/i18n.ts'
import { useText } from '../../text/use-text.ts'
import { TileView } from '../../tiles/TileView.tsx'
import { Boundary } from '../../ui/Boundary.tsx'
import { lazily } from '../../ui/lazily.ts'
import { useMayAsk } from '../../visitors/visitors.ts'
import { Banner } from './Banner.tsx'
import { ExerciseBand } from './ExerciseBand.tsx'
import { Header } from './Header.tsx'
import { useConnection } from './use-connection.ts'
import { useFull } from './use-full.ts'
import './wall.css'

const Replay = lazily(() => import('../../replay/Replay.tsx'))
const Proof = lazily(async () => (await Promise.all([import('../../proof/Proof.tsx'), speakAtDesk()]))[0])

export function Wall({ scene }: { scene: Scene }) {
  const cache = useQueryClient()
  const search = useSearch()
  const { t } = useText()
  const replay = replayOf(search)
  const isLive = replay === null
  const mayAsk = useMayAsk()
  const line = useRef<WallLine>(undefined)
  useEffect(() => {
    if (!isLive) return
    const opened = openLine(cache)
    line.current = opened
    return () => {
      line.current = undefined
      opened.close()
    }
  }, [cache, isLive])
  // After the line is opened. A scene that was laid out anew is shown over the same one.
  useEffect(() => {
    if (isLive) line.current?.show(scene)
  }, [scene, isLive])
  const { kind, frozen } = useConnection()
  const full = useFull(scene)
  const connection = frozen === null ? kind : 'frozen'

  return (
    <div className="wall" data-scene={scene.id} data-connection={isLive ? connection : 'replay'}>
      <Header scene={scene} isLive={isLive} />
      {replay ? (
        <Suspense fallback={<p className="replay">{t('replay.name')}</p>}>
          {mayAsk ? <Replay scene={scene} replay={replay} /> : <p className="replay">{t('replay.name')}</p>}
        </Suspense>
      ) : (
        <div className="wall-bands">
          <Banner since={frozen} />
          <ExerciseBand />
        </div>
      )}
      <main
        className="wall-grid"
        style={{ '--columns': full?.width ?? scene.columns, '--rows': full?.height ?? scene.rows } as CSSProperties}
      >
        {(full ? [{ ...full, column: 1, row: 1 }] : scene.places).map(({ tile, column, row, width, height }) => (
          <div key={tile} className="wall-place" style={{ gridArea: `${row} / ${column} / span ${height} / span ${width}` }}>
            <TileView tile={tile} place="grid" />
          </div>
        ))}
      </main>
      {scene.strip && !full && (
        <footer className="wall-strip">
          <TileView tile={scene.strip} place="strip" />
        </footer>
      )}
      {mayAsk && (questionOf(search) || factOf(search)) && (
        <Boundary attempt={search} fallback={null}>
          <Suspense>
            <Proof />
          </Suspense>
        </Boundary>
      )}
    </div>
  )
}
