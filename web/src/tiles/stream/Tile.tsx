import { useText } from '../../text/use-text.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { StreamList } from './StreamList.tsx'
import { StreamStrip } from './StreamStrip.tsx'

function Stream({ tile, trust, place }: TileProps<'stream'>) {
  const { title } = useText()
  if (place === 'strip') return <StreamStrip tile={tile} trust={trust} />
  return (
    <TileFrame tile={tile.id} title={title(tile.title)} trust={trust} beat={tile.items[0]?.id ?? null}>
      <StreamList items={tile.items} />
    </TileFrame>
  )
}

export default defineTile({ kind: 'stream', trust: plainTrust, View: Stream })
