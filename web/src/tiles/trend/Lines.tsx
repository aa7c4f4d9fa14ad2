import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { lineColour, strokeOf, USUAL_OPACITY } from './option.ts'

/**
 * Each line by name in its own colour and stroke, and what lies behind one, beside the title: at the ends of the lines two low values
 * would collide.
 */
export function Lines({ tile }: { tile: TileOf<'trend'> }) {
  const { t, title } = useText()
  const theme = useTheme()
  return (
    <span className="trend-lines">
      {tile.series.map(({ indicator, title: name }, index) => {
        const { width, dash } = strokeOf(index)
        const isUsual = tile.usual?.indicator === indicator
        return (
          <span key={indicator} style={{ color: lineColour(index, theme) }}>
            {/* As wide as it is drawn: a part of the view is a tenth of a rem. */}
            <svg className="trend-mark" viewBox="0 0 58 24" aria-hidden="true">
              {isUsual && <rect width="58" height="24" fill="currentColor" opacity={USUAL_OPACITY} />}
              <path
                d="M0 12H58"
                stroke="currentColor"
                strokeWidth={10 * width}
                strokeDasharray={dash?.map((part) => 10 * part).join(' ')}
              />
            </svg>
            {title(name)}
            {isUsual && <span className="trend-usual">{t('trend.usualShort')}</span>}
          </span>
        )
      })}
    </span>
  )
}
