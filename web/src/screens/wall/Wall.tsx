import type { Scene } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, useEffect } from 'react'
import { openLine } from '../../realtime/socket.ts'
import { TileView } from '../../tiles/TileView.tsx'
import { Banner } from './Banner.tsx'
import { Header } from './Header.tsx'
import { useConnection } from './use-connection.ts'
import './wall.css'

export function Wall({ scene }: { scene: Scene }) {
  const cache = useQueryClient()
  useEffect(() => openLine(scene, cache), [scene, cache])
  const { kind, frozen } = useConnection()

  return (
    <div className="wall" data-scene={scene.id} data-connection={frozen === null ? kind : 'frozen'}>
      <Header scene={scene} />
      <Banner since={frozen} />
      <main className="wall-grid" style={{ '--columns': scene.columns, '--rows': scene.rows } as CSSProperties}>
        {scene.places.map(({ tile, column, row, width, height }) => (
          <div key={tile} className="wall-place" style={{ gridArea: `${row} / ${column} / span ${height} / span ${width}` }}>
            <TileView tile={tile} place="grid" />
          </div>
        ))}
      </main>
      {scene.strip && (
        <footer className="wall-strip">
          <TileView tile={scene.strip} place="strip" />
        </footer>
      )}
    </div>
  )
}
