import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsThatFit } from '../../ui/fit.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { IssueRow } from './IssueRow.tsx'
import './mentions.css'

const ROW_REM = 11.6

function Mentions({ tile, trust }: TileProps<'mentions'>) {
  const { t, title } = useText()
  const [ref, size] = useSize<HTMLOListElement>()
  const shown = tile.issues.slice(0, rowsThatFit(size.height, ROW_REM * useTheme().rem))
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      foot={[t('period.last24h')]}
      beat={tile.issues.map(({ id, copies }) => `${id} ${copies}`).join()}
    >
      {tile.issues.length === 0 &&
        (trust.state === 'missing' ? <Nothing /> : <p className="tile-nothing">{t('mentions.none')}</p>)}
      <ol className="mentions" ref={ref} hidden={tile.issues.length === 0} data-value={tile.issues.length}>
        {shown.map((issue) => (
          <IssueRow key={issue.id} issue={issue} />
        ))}
      </ol>
    </TileFrame>
  )
}

export default defineTile({ kind: 'mentions', trust: plainTrust, View: Mentions })
